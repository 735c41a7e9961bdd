import { Drawer } from 'antd';
import { hrefOf } from '../../../lib/call.ts';
import { formatInstant } from '../../../lib/format.ts';
import type { ReportDetail } from '../report-types.ts';

function Versions({ report }: { report: ReportDetail }) {
  const { versions, slug, id } = report;
  if (versions.length === 0) return <p className="hint">还没有发布过。</p>;
  return (
    <ul className="record-list">
      {versions.map(({ version, title, correction, publishedBy, publishedAt, isInForce, digest }) => (
        <li key={version}>
          <p>
            <b>
              第 {version} 版{isInForce ? '（现行）' : ''}
            </b>{' '}
            {slug ? <a href={isInForce ? `/reports/${slug}` : `/reports/${slug}/v/${version}`}>{title}</a> : title}
          </p>
          <p className="hint">
            {publishedBy} 发布，{formatInstant(publishedAt)}
            {digest && `；核验码 ${digest.slice(0, 16)}…`}
          </p>
          {correction && <p>更正说明：{correction}</p>}
          <p className="button-row">
            {(['public', 'party'] as const).map((audience) => (
              <a key={audience} href={hrefOf('downloadReport', { params: { id }, query: { audience, version } })}>
                下载{audience === 'public' ? '社会' : '党内'}文稿
              </a>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** 过程与版本: every step with who and why, every published version with its address. */
export function RecordDrawer({ report, onClose }: { report: ReportDetail; onClose: () => void }) {
  return (
    <Drawer open title="过程与版本" size="min(560px, 100vw)" onClose={onClose}>
      <section className="record">
        <h2>已发布的版本</h2>
        <Versions report={report} />
        <h2>办理过程</h2>
        <ol className="record-list">
          {report.steps.map(({ id, label, note, by, at, round, revision }) => (
            <li key={id}>
              <p>
                <b>{label}</b> {by}
                <span className="hint">
                  {' '}
                  {formatInstant(at)} · 第 {round} 轮 · 第 {revision} 次修订
                </span>
              </p>
              {note && <p className="record-note">{note}</p>}
            </li>
          ))}
        </ol>
        <p className="hint">
          起草人：{report.authors.join('、') || '—'}
          {report.secrecyReviewer && `；保密审查人：${report.secrecyReviewer.name}`}
          {report.returnCount > 0 && `；退回 ${report.returnCount} 次`}
        </p>
      </section>
    </Drawer>
  );
}
