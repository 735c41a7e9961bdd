import type { Edition, ReportLine } from '@rectify/report-text';
import type { Site } from '../../http/page.tsx';
import { FeedbackForm } from '../feedback/feedback-form.tsx';
import { QrCode } from './qr-code.tsx';
import { issueChoices } from './report-blocks.ts';
import { pathOf } from './report-head.ts';
import { Versions, type PublishedFacts } from './report-standing.tsx';

export type { PublishedFacts } from './report-standing.tsx';

const FILES = [
  ['docx', 'Word 文档（公文格式）'],
  ['txt', '纯文本'],
  ['json', 'JSON 数据'],
] as const;

/** Sixty-four digits are compared in groups of eight. */
const grouped = (digest: string) => digest.match(/.{1,8}/gu) ?? [];

function Verification({ edition, published, site }: { edition: Edition; published: PublishedFacts; site: Site }) {
  const isOld = published.standing === 'corrected';
  const path = pathOf(edition.slug, isOld ? edition.version : undefined);
  return (
    <section className="verification" aria-labelledby="verify">
      <h2 id="verify">核验与下载</h2>
      <ul className="files">
        {FILES.map(([extension, label]) => (
          <li key={extension}>
            <a href={`${path}.${extension}`} download="">
              {label}
            </a>
          </li>
        ))}
      </ul>
      <div className="seal">
        <QrCode address={`${site.origin}${path}`} label="本页地址的二维码" />
        <div>
          <p className="address">
            本页地址：<span>{`${site.origin}${path}`}</span>
          </p>
          {published.digest && (
            <>
              <p>内容指纹（SHA-256）：</p>
              <p className="digest">
                {grouped(published.digest).map((group, index) => (
                  <span key={`${index}-${group}`}>{group}</span>
                ))}
              </p>
              <p>
                把保存的网页或下载的文件交给<a href="/verify">核验页</a>
                ，即可知道它是否就是当时发布的内容，改动了哪一行；也可以
                <a href="/verify/offline.html" download="">
                  下载离线核验工具
                </a>
                自行核验，不必把文件上传。
              </p>
            </>
          )}
        </div>
      </div>
    </section>
  );
}

interface AfterwordProps {
  edition: Edition;
  published: PublishedFacts;
  lines: readonly ReportLine[];
  site: Site;
}

function Feedback({ edition, published, lines }: Omit<AfterwordProps, 'site'>) {
  return (
    <section className="feedback" aria-labelledby="feedback">
      <h2 id="feedback">提意见</h2>
      {published.standing === 'current' ? (
        <>
          <p>对整改情况有意见，可以在这里提出，不必登录。提交后凭回执编号查询答复。</p>
          <FeedbackForm slug={edition.slug} issues={issueChoices(lines)} />
        </>
      ) : (
        <p>
          这一版已更正，请在<a href={`${pathOf(edition.slug)}#feedback`}>现行版本</a>下提意见。
        </p>
      )}
    </section>
  );
}

/** What stands under a published report: files and fingerprint, versions, and a word from the reader. */
export function ReportAfterword({ edition, published, lines, site }: AfterwordProps) {
  return (
    <div className="afterword">
      <Verification edition={edition} published={published} site={site} />
      <Versions edition={edition} published={published} />
      <Feedback edition={edition} published={published} lines={lines} />
    </div>
  );
}
