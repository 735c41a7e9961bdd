import type { Disclosure } from '@rectify/domain';
import type { Ledger } from './ledger.ts';
import type { StoredParagraph } from './stored-draft.ts';

/** A paragraph with how far the ledger lets its issue go. */
export function presentParagraph(paragraph: StoredParagraph, issueDisclosure: Disclosure | null) {
  return { ...paragraph, issueDisclosure };
}

/** Paragraphs of a draft beside the ledger; an issue that left it is not disclosed at all. */
export function presentParagraphs(paragraphs: readonly StoredParagraph[], { issues }: Ledger) {
  const disclosures = new Map(issues.map(({ id, disclosure }) => [id, disclosure]));
  return paragraphs.map((paragraph) =>
    presentParagraph(paragraph, paragraph.issueId === null ? null : (disclosures.get(paragraph.issueId) ?? 'withheld')),
  );
}
