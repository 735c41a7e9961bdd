import type { ReactNode } from 'react';
import {
  BESIDES_LEAD,
  differingParts,
  headlineOf,
  shownBeside,
  type LineDifference,
  type Verdict,
} from '@rectify/documents';
import { renderPage, type FontSize, type Site } from '../../http/page.tsx';
import { minuteInShanghai, pathOf } from './report-head.ts';

interface VerifyProps {
  outcome: { name: string; verdict: Verdict } | null;
  fault?: string;
}

const MOST_DIFFERENCES = 50;

const STATES: Record<Verdict['state'], string> = {
  current: '现行有效',
  corrected: '已更正，不再有效',
  withdrawn: '已撤回，不应再引用',
  unknown: '没有登记',
};

/** Both texts, with what differs in them marked. */
function Cells({ difference: { line, expected, found } }: { difference: LineDifference }): ReactNode {
  if (expected === null || found === null)
    return (
      <>
        <td>{expected ?? (line === null ? '（没有）' : '（没有这一行）')}</td>
        <td>{found ?? '（没有这一行）'}</td>
      </>
    );
  const { head, tail, ...parts } = differingParts(expected, found);
  return [parts.expected, parts.found].map((part, index) => (
    <td key={`${index}-${part}`}>
      {head}
      {part !== '' && <mark>{part}</mark>}
      {tail}
    </td>
  ));
}

function Differences({ verdict: { differences } }: { verdict: Verdict }) {
  if (differences.length === 0) return null;
  return (
    <>
      <h3>不一致的地方（{differences.length} 处）</h3>
      <div className="scroll" tabIndex={0} role="region" aria-label="不一致的地方">
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">发布时</th>
              <th scope="col">文件中</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, MOST_DIFFERENCES).map(({ line, expected, found }, index) => (
              <tr key={`${index}-${line}`}>
                <td>{line === null ? '各行之外' : `第 ${line} 行`}</td>
                <Cells difference={{ line, expected, found }} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {differences.length > MOST_DIFFERENCES && <p>只列出前 {MOST_DIFFERENCES} 处。</p>}
    </>
  );
}

function Besides({ verdict: { besides } }: { verdict: Verdict }) {
  if (besides.length === 0) return null;
  return (
    <>
      <h3>不属于通报的文字（{besides.length} 处）</h3>
      <p>{BESIDES_LEAD}</p>
      <ul>
        {besides.map((text) => (
          <li key={text}>
            <mark>{shownBeside(text)}</mark>
          </li>
        ))}
      </ul>
    </>
  );
}

function Outcome({ outcome: { name, verdict } }: { outcome: NonNullable<VerifyProps['outcome']> }) {
  const { edition, state, message } = verdict;
  const { grade, words } = headlineOf(verdict);
  return (
    <section className={`verdict ${grade}`} aria-labelledby="verdict">
      <h2 id="verdict">{words}</h2>
      <Besides verdict={verdict} />
      <p>文件：{name}</p>
      <p>{message}</p>
      {edition && (
        <dl className="told">
          <div className="row">
            <dt>版本</dt>
            <dd>
              {state === 'withdrawn' ? (
                `${edition.slug} 第 ${edition.version} 版`
              ) : (
                <a href={pathOf(edition.slug, edition.version)}>
                  《{edition.title}》第 {edition.version} 版
                </a>
              )}
            </dd>
          </div>
          <div className="row">
            <dt>发布时间</dt>
            <dd>{minuteInShanghai(edition.publishedAt)}</dd>
          </div>
          <div className="row">
            <dt>效力</dt>
            <dd>{STATES[state]}</dd>
          </div>
        </dl>
      )}
      <Differences verdict={verdict} />
    </section>
  );
}

/** The page on which anyone can have a saved report verified. */
export function renderVerify({ outcome, fault }: VerifyProps, site: Site, fontSize: FontSize): string {
  const head = {
    title: '核验通报真伪',
    description: '核验保存的网页或下载的文件是否就是发布的通报，改动了哪一行。',
    isHidden: outcome !== null || fault !== undefined,
    canonical: '/verify',
    fontSize,
  };
  return renderPage(
    head,
    <div className="narrow">
      <h1 className="home-title">核验通报真伪</h1>
      <p className="lead">
        选择保存的网页，或下载的
        Word、JSON、文本文件，即可知道它是否就是发布的内容，是哪一版、是否仍有效；有改动时，指出在哪一行。
      </p>
      {outcome && <Outcome outcome={outcome} />}
      {fault && (
        <p className="notice old" role="alert">
          {fault}
        </p>
      )}
      <form className="form search" action="/verify" method="post" encType="multipart/form-data">
        <div className="field">
          <label htmlFor="file">要核验的文件</label>
          <p className="hint" id="file-hint">
            最大 3 MB。文件只用于这一次核验，不保存。
          </p>
          <input
            type="file"
            id="file"
            name="file"
            required
            accept=".html,.htm,.json,.docx,.txt"
            aria-describedby="file-hint"
          />
        </div>
        <button type="submit">核验</button>
      </form>
      <h2>不想上传？</h2>
      <p>
        <a href="/verify/offline.html" download="">
          下载离线核验工具
        </a>
        ：一个网页文件，含截至下载时全部通报的登记，断网也能用，文件不离开您的电脑。
      </p>
    </div>,
    site,
  );
}
