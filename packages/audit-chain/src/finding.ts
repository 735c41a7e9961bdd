import { FIELDS, type Field } from './fields.ts';

export const FINDING_KINDS = {
  changed: '改动',
  seal: '封印被改',
  removed: '删除',
  inserted: '插入',
  swapped: '调换',
  moved: '挪位',
  cut: '截去末尾',
  recomputed: '整链重算',
  checkpoint: '检查点不实',
  file: '文件不完整',
} as const;
export type FindingKind = keyof typeof FINDING_KINDS;

/** One thing that is wrong with the trail. */
export interface Finding {
  kind: FindingKind;
  /** The place in the chain; null for an entry that has none. */
  seq: bigint | null;
  /** The last place of a range, or the other of two. */
  until?: bigint;
  entryId?: string | undefined;
  fields?: Field[];
  /** What a place is known by, where it is no number: a file, a checkpoint. */
  name?: string;
}

const place = (seq: bigint | null, until?: bigint) =>
  until !== undefined && until !== seq ? `第 ${seq}–${until} 条` : `第 ${seq} 条`;
const numbered = (entryId: string | undefined) => (entryId ? `（记录编号 ${entryId}）` : '');

const TELLERS: Record<FindingKind, (finding: Finding) => string> = {
  changed: ({ seq, entryId, fields = [] }) =>
    fields.length > 0
      ? `${place(seq)}${numbered(entryId)}被改动：${fields.map((field) => FIELDS[field]).join('、')}与封存时不符。`
      : `${place(seq)}${numbered(entryId)}被改动，校验值也被一并改过。`,
  seal: ({ seq, entryId }) => `${place(seq)}${numbered(entryId)}的封印被改动，记录内容与封存时一致。`,
  removed: ({ seq, until }) => `${place(seq, until)}被删除。`,
  inserted: ({ seq, until, entryId }) =>
    seq === null
      ? `记录编号 ${entryId} 不在链上：它是绕过程序插入的，或它的封印被删除。`
      : `${place(seq, until)}${numbered(entryId)}是插入的，原来的链上没有。`,
  swapped: ({ seq, until }) => `第 ${seq} 条与第 ${until} 条被调换。`,
  moved: ({ seq, until }) => `第 ${seq} 条原来是第 ${until} 条，位置被改动。`,
  cut: ({ seq, until, name }) => `末尾被截去：${name}记到第 ${until} 条，现在只剩到第 ${BigInt(seq ?? 0n) - 1n} 条。`,
  recomputed: ({ seq, until, name }) =>
    `整条链被重算过：第 ${until} 条的哈希与${name}不同，改动在${place(seq, until)}之间。`,
  checkpoint: ({ name }) => `${name}的签名不对：内容被改过，或不是用本系统的密钥签的。`,
  file: ({ name }) => `文件不完整：${name}。`,
};

/** What is wrong, as a sentence for the auditor. */
export function tellFinding(finding: Finding): string {
  return TELLERS[finding.kind](finding);
}
