import type { Endpoints, Input } from '@rectify/contract';
import { REPORT_PARAGRAPH_LIMIT } from '@rectify/contract';
import type { Disclosure } from '@rectify/domain';
import { Fault, stale } from '../../http/errors.ts';
import type { Revision, StoredParagraph } from './stored-draft.ts';

export type Change = Input<Endpoints['saveDraft']>['body']['changes'][number];
type ChangeOf<O extends Change['op']> = Extract<Change, { op: O }>;

/** A draft as it is being changed: paragraphs in order, and what one may see and say. */
export interface Editing {
  paragraphs: StoredParagraph[];
  dismissed: Set<string>;
  /** Ids of paragraphs changed by these edits. */
  touched: Set<string>;
  /** The report's version once this is saved. */
  version: number;
  /** Whether the writer may see a paragraph. */
  isVisible: (paragraph: StoredParagraph) => boolean;
  /** How far the ledger lets the issue of a paragraph go; null where it speaks of none. */
  ledgerDisclosure: (issueId: string | null) => Disclosure | null;
  isFigure: (key: string) => boolean;
}

/** What edits make of a draft; the draft itself stays as it is. */
export function startEditing(draft: Revision, given: Omit<Editing, 'paragraphs' | 'dismissed' | 'touched'>): Editing {
  return { ...given, paragraphs: [...draft.paragraphs], dismissed: new Set(draft.dismissed), touched: new Set() };
}

const QUOTED = 12;

/** How a paragraph is named to someone whose change of it came too late. */
const nameOf = ({ text }: StoredParagraph) => `段落“${text.slice(0, QUOTED)}${text.length > QUOTED ? '…' : ''}”`;

function indexOf({ paragraphs, isVisible }: Editing, id: string): number {
  return paragraphs.findIndex((paragraph) => paragraph.id === id && isVisible(paragraph));
}

/** Where the paragraph stands, if it is still as the writer saw it; throws `stale` naming it. */
function demandUnchanged(editing: Editing, { paragraphId, version }: { paragraphId: string; version: number }): number {
  const index = indexOf(editing, paragraphId);
  const paragraph = editing.paragraphs[index];
  if (!paragraph) throw stale('文稿，其中一段已被删去');
  // One save may change a paragraph twice: the second time it is the writer's own.
  if (paragraph.version !== version && !editing.touched.has(paragraphId)) throw stale(nameOf(paragraph));
  return index;
}

function placeAfter(editing: Editing, afterId: string | null): number {
  if (afterId === null) return 0;
  const index = indexOf(editing, afterId);
  if (index < 0) throw stale('文稿，原来的前一段已被删去');
  return index + 1;
}

/** Words without what could look like a figure and is none. */
function demandFigures({ isFigure }: Editing, text: string): void {
  for (const [whole, key = ''] of text.matchAll(/\{\{([^{}]*)\}\}/gu)) {
    if (!isFigure(key)) {
      throw new Fault('invalid', `“${whole.slice(0, 60)}”不是可以引用的数字。请从“插入数字”里选择，或直接写成文字。`);
    }
  }
}

function replace(editing: Editing, index: number, change: Partial<StoredParagraph>): void {
  const before = editing.paragraphs[index];
  if (!before) return;
  editing.paragraphs[index] = { ...before, ...change, isEdited: true, version: editing.version };
  editing.touched.add(before.id);
}

function write(editing: Editing, change: ChangeOf<'write'>): void {
  const index = demandUnchanged(editing, change);
  demandFigures(editing, change.text);
  if (editing.paragraphs[index]?.text !== change.text) replace(editing, index, { text: change.text });
}

function insert(editing: Editing, { paragraphId: id, afterId, kind, level, text }: ChangeOf<'insert'>): void {
  if (editing.paragraphs.some((paragraph) => paragraph.id === id)) {
    throw new Fault('conflict', '这个段落编号已经用过了，没有保存。请刷新页面后重试。');
  }
  if (editing.paragraphs.length >= REPORT_PARAGRAPH_LIMIT) {
    throw new Fault('too_large', `一份文稿最多 ${REPORT_PARAGRAPH_LIMIT} 段，请先合并或删去一些段落。`);
  }
  demandFigures(editing, text);
  const at = placeAfter(editing, afterId);
  // Words put below an issue speak of it until someone says otherwise: they go no further than it does.
  const issueId = (kind === 'text' && editing.paragraphs[at - 1]?.issueId) || null;
  const disclosure = editing.ledgerDisclosure(issueId) ?? 'public';
  const { version } = editing;
  const paragraph = {
    id,
    kind,
    level,
    text,
    issueId,
    measureId: null,
    disclosure,
    ground: null,
    isEdited: true,
    version,
  };
  editing.paragraphs.splice(at, 0, paragraph);
  editing.dismissed.delete(id);
  editing.touched.add(id);
}

function remove(editing: Editing, change: ChangeOf<'remove'>): void {
  const index = demandUnchanged(editing, change);
  const [paragraph] = editing.paragraphs.splice(index, 1);
  if (!paragraph) return;
  editing.dismissed.add(paragraph.id);
  editing.touched.delete(paragraph.id);
}

function move(editing: Editing, change: ChangeOf<'move'>): void {
  const index = demandUnchanged(editing, change);
  if (change.afterId === change.paragraphId) return;
  replace(editing, index, {});
  const [paragraph] = editing.paragraphs.splice(index, 1);
  if (paragraph) editing.paragraphs.splice(placeAfter(editing, change.afterId), 0, paragraph);
}

const REACH: Readonly<Record<Disclosure, number>> = { withheld: 0, party: 1, public: 2 };

function disclose(editing: Editing, change: ChangeOf<'disclose'>): void {
  const index = demandUnchanged(editing, change);
  const limit = editing.ledgerDisclosure(editing.paragraphs[index]?.issueId ?? null) ?? 'public';
  const { disclosure, ground } = change;
  if (REACH[disclosure] > REACH[limit]) {
    throw new Fault(
      'invalid',
      '这一段说的问题在台账中没有这么公开，段落不能超出它。请先在台账中调整该问题的公开属性。',
    );
  }
  const isNarrower = REACH[disclosure] < REACH[limit];
  if (isNarrower && ground === null) throw new Fault('invalid', '请选择这一段不公开的理由。');
  replace(editing, index, { disclosure, ground: isNarrower ? ground : null });
}

const EDITS: { [O in Change['op']]: (editing: Editing, change: ChangeOf<O>) => void } = {
  write,
  insert,
  remove,
  move,
  disclose,
};

/** Applies one change; throws where the paragraph is no longer as the writer saw it. */
export function applyChange<O extends Change['op']>(editing: Editing, change: ChangeOf<O>): void {
  (EDITS[change.op] as (editing: Editing, change: ChangeOf<O>) => void)(editing, change);
}
