import type { DraftParagraph } from '../report-document.ts';
import { categoryTree, Numbering } from './category-tree.ts';
import { hanNumber } from './chinese.ts';
import { plainParagraph } from './customary-parts.ts';
import { issueParagraphs } from './issue-paragraphs.ts';
import type { ComposeInput, ComposeIssue, IssueState } from './types.ts';

/** A programme's results unit by unit: the unit's figures, then its issues (亮单赛绩). */
export function unitParagraphs(input: ComposeInput, units: readonly { id: string; name: string }[]): DraftParagraph[] {
  // Headings of each inspection count from one and would be taken for the units' own.
  const numbering = new Numbering(categoryTree([]));
  return units.flatMap((unit, at) => {
    const issues = input.issues.filter(({ unitId }) => unitId === unit.id);
    return [
      plainParagraph(`unit:${unit.id}`, 'heading', `（${hanNumber(at + 1)}）${unit.name}`, 2),
      plainParagraph(`unit-figures:${unit.id}`, 'text', unitWords(unit.id, issues)),
      ...issues.flatMap((issue) => issueParagraphs(issue, numbering, 3)),
    ];
  });
}

const results: readonly (readonly [IssueState, string])[] = [
  ['completed', '已完成整改{{issues_completed@}}项'],
  ['staged', '阶段性完成、持续整改{{issues_staged@}}项'],
  ['unfinished', '正在整改{{issues_unfinished@}}项'],
];

function unitWords(unitId: string, issues: readonly ComposeIssue[]): string {
  const said = results.filter(([state]) => issues.some((issue) => issue.state === state)).map(([, words]) => words);
  return `${['反馈问题{{issues_total@}}项', ...said].join('，')}。`.replaceAll('@}}', `@${unitId}}}`);
}
