import type { DraftParagraph } from '../report-document.ts';
import type { DraftMerge, EditableParagraph } from './types.ts';

/**
 * Brings a draft up to the ledger: edited paragraphs stay, others are renewed, new ones come at their place, and
 * unedited ones that the ledger no longer gives go. `dismissed` are ids that people took out on purpose.
 */
export function mergeDraft(
  current: readonly EditableParagraph[],
  fresh: readonly DraftParagraph[],
  dismissed: ReadonlySet<string> = new Set(),
): DraftMerge {
  const wanted = new Map(fresh.filter(({ id }) => !dismissed.has(id)).map((each) => [each.id, each]));
  const merge: DraftMerge = { paragraphs: [], added: [], changed: [], removed: [], kept: [] };
  for (const paragraph of current) {
    const renewed = wanted.get(paragraph.id);
    if (paragraph.isEdited) merge.kept.push(paragraph.id);
    else if (!renewed) merge.removed.push(paragraph.id);
    if (paragraph.isEdited) merge.paragraphs.push(paragraph);
    else if (renewed) merge.paragraphs.push(renew(paragraph, renewed, merge));
  }
  const known = new Set(current.map(({ id }) => id));
  insertNew(merge, [...wanted.values()], known);
  return merge;
}

/** What a person narrowed stays narrow, even where nobody touched the words. */
function renew(paragraph: EditableParagraph, fresh: DraftParagraph, merge: DraftMerge): EditableParagraph {
  const { disclosure, ground } = paragraph.ground === null ? fresh : paragraph;
  const renewed: EditableParagraph = { ...fresh, disclosure, ground, isEdited: false };
  if (!isSame(paragraph, renewed)) merge.changed.push(fresh.id);
  return renewed;
}

function isSame(a: EditableParagraph, b: EditableParagraph): boolean {
  return (
    a.text === b.text &&
    a.kind === b.kind &&
    a.level === b.level &&
    a.disclosure === b.disclosure &&
    a.ground === b.ground &&
    a.issueId === b.issueId &&
    a.measureId === b.measureId
  );
}

/** Puts each new paragraph behind the one that precedes it in the fresh draft. */
function insertNew(merge: DraftMerge, wanted: readonly DraftParagraph[], known: ReadonlySet<string>): void {
  const behind = new Map<string | null, EditableParagraph[]>();
  let anchor: string | null = null;
  for (const paragraph of wanted) {
    if (known.has(paragraph.id)) {
      anchor = paragraph.id;
      continue;
    }
    merge.added.push(paragraph.id);
    behind.set(anchor, [...(behind.get(anchor) ?? []), { ...paragraph, isEdited: false }]);
  }
  if (merge.added.length === 0) return;
  const follow = (id: string | null) => behind.get(id) ?? [];
  merge.paragraphs = [...follow(null), ...merge.paragraphs.flatMap((each) => [each, ...follow(each.id)])];
}
