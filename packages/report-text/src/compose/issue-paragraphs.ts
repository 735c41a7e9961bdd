import { issueFrame } from '../issue-frame.ts';
import type { DraftParagraph, ParagraphKind } from '../report-document.ts';
import type { Numbering } from './category-tree.ts';
import { withStop } from './chinese.ts';
import { countedBy, countingOf, measureWords } from './measure-words.ts';
import type { ComposeIssue, IssueState } from './types.ts';

/** How an issue stands, in words for the reader; nothing unfinished reads as done. */
export const STATE_WORDS: Readonly<Record<IssueState, string>> = {
  completed: '已完成整改',
  staged: '阶段性完成，持续整改',
  unfinished: '正在整改',
};

/** The paragraphs of one issue: the problem, what was done, what came of it. */
export function issueParagraphs(issue: ComposeIssue, numbering: Numbering, level: number): DraftParagraph[] {
  const paragraph = (id: string, kind: ParagraphKind, text: string, measureId: string | null = null) => ({
    id: `${id}:${measureId ?? issue.id}`,
    kind,
    level: kind === 'issue' ? level : 0,
    text,
    issueId: issue.id,
    measureId,
    disclosure: issue.disclosure,
    ground: null,
  });
  const [problem, ...further] = problemWords(issue);
  const paragraphs = [paragraph('issue', 'issue', `${numbering.issueMark(issue.number)}${problem}`)];
  for (const text of further) paragraphs.push(paragraph('feedback', 'text', text));
  if (issue.measures.length === 0)
    paragraphs.push(paragraph('standing', 'text', `整改进展：${STATE_WORDS[issue.state]}。`));
  else paragraphs.push(paragraph('label', 'text', '整改情况：'));
  for (const { id, text } of measureTexts(issue)) paragraphs.push(paragraph('measure', 'measure', text, id));
  const outcome = outcomeWords(issue);
  if (outcome !== null) paragraphs.push(paragraph('outcome', 'outcome', outcome));
  return paragraphs;
}

/** The customary 针对反馈的“…”问题, and below it the feedback's own words where they say more than the title. */
function problemWords({ title, text }: ComposeIssue): string[] {
  const feedback = text.trim();
  const name = title.trim();
  if (name !== '' && name === feedback) return [issueFrame(name)];
  if (name === '') return [feedback];
  return [issueFrame(name), `反馈意见：${feedback}`];
}

function measureTexts(issue: ComposeIssue): { id: string; text: string }[] {
  const words = issue.measures.map((measure) => ({ id: measure.id, ...measureWords(measure) }));
  const counting = countingOf(words);
  return words.map(({ id, ordinal, text }) => ({ id, text: `${countedBy(counting, ordinal)}${text}` }));
}

/** What the unit says came of it; only a closed issue has come to anything. */
function outcomeWords({ outcomeStatement, state, measures }: ComposeIssue): string | null {
  const said = outcomeStatement?.trim() ?? '';
  if (said === '' || state === 'unfinished') return null;
  // Where no measure is named, 整改成效 would be read as one.
  return `${measures.length > 0 ? '整改成效' : '备注'}：${withStop(said)}`;
}
