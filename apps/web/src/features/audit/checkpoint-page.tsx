import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useParams } from 'react-router-dom';
import { hrefOf, type CallReply } from '../../lib/call.ts';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import './audit.css';

const GROUP = /.{1,8}/g;

/** A long number in groups of eight, as people compare it. */
function Hex({ value }: { value: string }) {
  return (
    <span className="audit-hex">
      {(value.match(GROUP) ?? []).map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}

function Sheet({ checkpoint }: { checkpoint: CallReply<'getAuditCheckpoint'> }) {
  const { seq, at, site, hash, keyId, publicKey, signature, qr } = checkpoint;
  return (
    <div className="audit-sheet">
      <dl className="facts">
        <dt>系统</dt>
        <dd>{site}</dd>
        <dt>时间</dt>
        <dd>
          {formatInstant(at)}（{at}）
        </dd>
        <dt>条数</dt>
        <dd>
          {formatNumber(seq)} 条，末尾为第 {formatNumber(seq)} 条
        </dd>
        <dt>末尾哈希</dt>
        <dd>
          <Hex value={hash} />
        </dd>
        <dt>密钥编号</dt>
        <dd>
          <Hex value={keyId} />
        </dd>
        <dt>公钥</dt>
        <dd>
          <Hex value={publicKey} />
        </dd>
        <dt>签名</dt>
        <dd>
          <Hex value={signature} />
        </dd>
      </dl>
      <figure className="audit-code">
        <svg
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          role="img"
          aria-label="检查点全文的二维码"
          shapeRendering="crispEdges"
        >
          <rect width={qr.size} height={qr.size} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
        <figcaption className="hint">扫码得到检查点文件的全文</figcaption>
      </figure>
      <p className="audit-print-only">核对人：　　　　　　　　存放处：　　　　　　　　日期：</p>
    </div>
  );
}

/** One checkpoint as a sheet to print and keep elsewhere. */
export function CheckpointPage() {
  const { id = '' } = useParams();
  const query = useQuery(queryOf('getAuditCheckpoint', { params: { id } }));
  return (
    <section className="page">
      <PageHead
        title="审计检查点"
        note="请保存在数据库管理员碰不到的地方。日后这一条的哈希与此不同，是整条链被重算；这一条已不存在，是末尾被截去。"
        back={{ to: '/app/audit/chain', label: '核验与检查点' }}
        actions={
          <>
            <a className="audit-link" href={hrefOf('downloadAuditCheckpoint', { params: { id } })} download>
              下载文件
            </a>
            <Button onClick={() => window.print()}>打印</Button>
          </>
        }
      />
      <AsyncState query={query}>{(checkpoint) => <Sheet checkpoint={checkpoint} />}</AsyncState>
    </section>
  );
}
