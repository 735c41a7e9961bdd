import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router-dom';
import { call, hrefOf, type CallReply } from '../../lib/call.ts';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Verification } from './verification.tsx';
import './audit.css';

type Chain = CallReply<'getAuditChain'>;
type Checkpoint = CallReply<'listAuditCheckpoints'>['items'][number];

const WHY =
  '检查点是签了名的“此时链到哪里”。改动、删除、插入、调换，系统自己就能发现；截去末尾，或由数据库的所有者把整条链重算一遍，' +
  '只有保存在别处的检查点能够证明。每小时和每 1,000 条自动生成一个，请下载、打印或送到数据库管理员碰不到的地方。';

function Standing({ chain }: { chain: Chain }) {
  return (
    <dl className="facts">
      <dt>记录</dt>
      <dd>{formatNumber(chain.count)} 条，每一条的哈希都包含上一条的，中间没有空号</dd>
      <dt>末尾哈希</dt>
      <dd className="audit-hash">{chain.hash ?? '—'}</dd>
      <dt>数据库权限</dt>
      <dd>
        {chain.mayRewrite
          ? '程序使用的数据库账号能改写审计表。请系统管理员按手册分设两个账号。'
          : '程序使用的数据库账号不能修改、删除、清空审计表'}
      </dd>
      <dt>送出</dt>
      <dd>
        {chain.hasFolder
          ? '检查点自动写入外部文件夹'
          : '没有设置外部文件夹（AUDIT_CHECKPOINT_DIR），请定期下载或打印检查点，存放在别处'}
      </dd>
      <dt>签名密钥</dt>
      <dd className="audit-hash">{chain.keyId}</dd>
    </dl>
  );
}

const sentWord = (isSent: boolean | null) => (isSent === null ? '' : isSent ? '已送出' : '未送出');

function CheckpointRow({ checkpoint }: { checkpoint: Checkpoint }) {
  const { id, seq, at, hash, isSent } = checkpoint;
  return (
    <li className="audit-entry">
      <time dateTime={at} className="hint">
        {formatInstant(at)}
      </time>
      <div className="audit-words">
        <p>
          第 {formatNumber(seq)} 条 <span className="hint">{sentWord(isSent)}</span>
        </p>
        <p className="audit-hash hint">{hash}</p>
      </div>
      <span className="audit-row-acts">
        <Link to={`/app/audit/checkpoints/${id}`}>查看与打印</Link>
        <a href={hrefOf('downloadAuditCheckpoint', { params: { id } })} download>
          下载
        </a>
      </span>
    </li>
  );
}

/** 核验与检查点: whether the trail is whole, and what to keep elsewhere so that this can be proven. */
export function ChainPage() {
  const client = useQueryClient();
  const { cursor, searchWith } = useUrlState([]);
  const chain = useQuery(queryOf('getAuditChain'));
  const checkpoints = useQuery(queryOf('listAuditCheckpoints', { query: { limit: 20, ...(cursor && { cursor }) } }));
  const refresh = () => void invalidate(client, 'getAuditChain', 'listAuditCheckpoints', 'listAudit');
  const make = useMutation({ mutationFn: () => call('makeAuditCheckpoint', {}), onSuccess: refresh });
  return (
    <section className="page">
      <PageHead
        title="核验与检查点"
        back={{ to: '/app/audit', label: '审计' }}
        actions={
          <a className="audit-link" href={hrefOf('exportAuditChain', { query: {} })} download>
            导出可核验文件
          </a>
        }
      />
      <AsyncState query={chain} rows={4}>
        {(found) => <Standing chain={found} />}
      </AsyncState>

      <h2 className="audit-heading">核验</h2>
      <Verification onDone={refresh} />

      <h2 className="audit-heading">检查点</h2>
      <p className="reading">{WHY}</p>
      <p className="audit-acts">
        <Button loading={make.isPending} onClick={() => make.mutate()}>
          现在生成一个
        </Button>
      </p>
      <ProblemAlert error={make.error} />
      <AsyncState query={checkpoints}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="还没有检查点">可以现在生成一个。</EmptyState>
          ) : (
            <>
              <ol className="audit-list">
                {page.items.map((checkpoint) => (
                  <CheckpointRow key={checkpoint.id} checkpoint={checkpoint} />
                ))}
              </ol>
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
    </section>
  );
}
