// What our files say of themselves beside the report's own lines; a verifier takes exactly this for none of them.

export interface NoticeParts {
  digest: string;
  /** Where the report can be read and verified. */
  url?: string | undefined;
}

const LEAD = '核验说明：本文件可凭核对码核对，正文有任何改动即核对不通过。本系统不得存储、处理国家秘密。';

/** The lines at the end of a file that tell how to verify it. */
export function noticeLines({ digest, url }: NoticeParts): string[] {
  return [LEAD, `核对码（SHA-256）：${digest}`, ...(url === undefined ? [] : [`核验地址：${url}`])];
}

/** Whether a line is such a notice: its fixed words, a digest or an address, and nothing more. */
export function isNotice(line: string): boolean {
  return (
    line === LEAD ||
    /^核对码（SHA-256）：[0-9a-f]{64}$/u.test(line) ||
    /^核验地址：https?:\/\/[\w.:/?#=&%~+-]{1,300}$/u.test(line)
  );
}

/** How files carry what they claim: names of the docx properties and of the text file's last part. */
export const CLAIMS = {
  slug: 'RectifySlug',
  version: 'RectifyVersion',
  publishedAt: 'RectifyPublishedAt',
  digest: 'RectifyDigest',
  /** One property holds at most 255 characters in Word, so the codes are spread over several. */
  codes: 'RectifyLines',
} as const;

export const TEXT_NOTICE_START = '-------- 核验信息（不属于正文） --------';
