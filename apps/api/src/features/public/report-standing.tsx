import type { Edition } from '@rectify/report-text';
import { minuteInShanghai, pathOf } from './report-head.ts';

/** A published version as its reader may know it. */
export interface VersionFacts {
  version: number;
  publishedAt: string;
  /** What it corrects, in words for the reader. */
  correction: string | null;
}

/** What the publication of a report knows beside the content of one version. */
export interface PublishedFacts {
  standing: 'current' | 'corrected';
  digest: string | null;
  /** All published versions, the first one first. */
  versions: readonly VersionFacts[];
}

/** Says which version is in force, where there is more than one. */
export function StandingNotice({ edition, published }: { edition: Edition; published: PublishedFacts }) {
  const latest = published.versions.at(-1);
  if (published.standing === 'corrected' && latest) {
    return (
      <p className="notice old" role="note">
        <strong>已更正：</strong>这是第 {edition.version} 版，不再有效。现行的是{' '}
        <a href={pathOf(edition.slug)}>
          第 {latest.version} 版（{minuteInShanghai(latest.publishedAt)} 发布）
        </a>
        。{latest.correction && `更正内容：${latest.correction}`}
      </p>
    );
  }
  const present = published.versions.find(({ version }) => version === edition.version);
  if (edition.version === 1) return null;
  return (
    <p className="notice" role="note">
      这是现行的第 {edition.version} 版。{present?.correction && `更正内容：${present.correction}`}{' '}
      <a href="#versions">历次版本</a>
    </p>
  );
}

/** All versions, with which one is in force. */
export function Versions({ edition, published }: { edition: Edition; published: PublishedFacts }) {
  const latest = published.versions.at(-1)?.version;
  return (
    <section className="versions" aria-labelledby="versions">
      <h2 id="versions">版本</h2>
      <ol>
        {published.versions.toReversed().map(({ version, publishedAt, correction }) => (
          <li key={version}>
            {version === edition.version ? (
              <strong>第 {version} 版</strong>
            ) : (
              <a href={pathOf(edition.slug, version === latest ? undefined : version)}>第 {version} 版</a>
            )}
            <span>
              {version === latest ? '现行有效' : '已更正'}，{minuteInShanghai(publishedAt)} 发布
              {version === edition.version && '（您正在看的）'}
            </span>
            {correction && <p>更正内容：{correction}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
