import type { Tx } from '@rectify/db';

/** How many reports are before the public that were published while these issues, since narrowed, were public. */
export async function countStillPublic(tx: Tx, inspectionIds: ReadonlySet<string>): Promise<number> {
  if (inspectionIds.size === 0) return 0;
  const ids = [...inspectionIds];
  return tx.publicReport.count({
    where: {
      ...{ currentVersion: { gt: 0 }, withdrawnAt: null },
      OR: [{ inspectionId: { in: ids } }, { programme: { inspections: { some: { id: { in: ids } } } } }],
    },
  });
}

/** What is published never follows the ledger by itself: whoever takes an issue back must hear what is left to do. */
export const stillPublicSentence = (count: number) =>
  count === 0
    ? ''
    : `但已发布的通报（${count} 份）不会自动改动：如其中写了这些问题，请更正；旧版本仍可查看，须连旧版一并收回的，请撤回通报。`;
