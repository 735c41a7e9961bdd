import type { DraftParagraph } from '../report-document.ts';
import { categoryTree, Numbering } from './category-tree.ts';
import type { CategoryNode } from './category-tree.ts';
import { hanNumber, writtenDay } from './chinese.ts';
import {
  contactWords,
  nextStepWords,
  organisedWords,
  outcomesWords,
  partyBody,
  plainParagraph,
  preambleWords,
  progressWords,
  titleWords,
} from './customary-parts.ts';
import { issueParagraphs } from './issue-paragraphs.ts';
import type { ComposeInput } from './types.ts';
import { unitParagraphs } from './unit-paragraphs.ts';

/** Drafts a report from the ledger's facts in the customary form; says nothing that the ledger does not show. */
export function composeDraft(input: ComposeInput): DraftParagraph[] {
  const root = categoryTree(input.issues);
  const numbering = new Numbering(root);
  const part = partHeadings(!numbering.takesParts || input.units !== undefined);
  const results = input.units ? unitParagraphs(input, input.units) : categoryParagraphs(root, numbering);
  const outcomes = outcomesWords(input);
  return [
    plainParagraph('title', 'title', titleWords(input)),
    plainParagraph('preamble', 'text', preambleWords(input)),
    part('overview', '整改工作基本情况'),
    ...overview(input),
    part('results', '反馈问题整改落实情况'),
    ...results,
    ...(outcomes === null
      ? []
      : [part('outcomes', '整改取得的成效'), plainParagraph('outcomes-1', 'outcome', outcomes)]),
    part('next', '下一步安排'),
    ...nextStepWords(input).map((text, at) => plainParagraph(`next-${at + 1}`, 'text', text)),
    ...contactWords(input.contact).map((text, at) => plainParagraph(`contact-${at + 1}`, 'contact', text)),
    plainParagraph('signatory', 'signatory', input.unitName),
    plainParagraph('date', 'date', writtenDay(input.today)),
  ];
}

/** Counts the parts of the report 一、二、三、, unless the ledger's own headings do. */
function partHeadings(isCounted: boolean): (id: string, words: string) => DraftParagraph {
  let count = 0;
  return (id, words) => {
    count += 1;
    return plainParagraph(id, 'heading', isCounted ? `${hanNumber(count)}、${words}` : words, 1);
  };
}

function overview(input: ComposeInput): DraftParagraph[] {
  const organised = plainParagraph('overview-1', 'text', organisedWords(input));
  const progress = plainParagraph('overview-2', 'text', progressWords(input));
  if (input.units) return [organised, progress];
  const body = partyBody(input.unitName);
  return [
    plainParagraph('overview-secretary', 'heading', `（一）${body}书记组织落实情况`, 2),
    organised,
    plainParagraph('overview-body', 'heading', '（二）主体责任落实情况', 2),
    progress,
  ];
}

function categoryParagraphs(node: CategoryNode, numbering: Numbering): DraftParagraph[] {
  const level = node.depth + 2;
  return [
    ...node.issues.flatMap((issue) => issueParagraphs(issue, numbering, level)),
    ...node.children.flatMap((child, at) => [
      plainParagraph(`heading:${child.id}`, 'heading', numbering.headingText(child, at + 1), level),
      ...categoryParagraphs(child, numbering),
    ]),
  ];
}
