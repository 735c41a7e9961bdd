import { foldWidth } from '../characters.ts';
import { findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import type { CheckFinding } from './types.ts';

interface Row {
  from: number;
  to: number;
  numbers: number[];
}

const sum = /^(?:合计|总计|小计)(?:\([^()]{1,8}\))?$/;
const figure = /^\d{1,9}(?:\.\d{1,4})?$/;
/** A line of a table is short, and a table of a report has few rows. */
const longest = 300;

/** Rows of a plain table whose last column is 合计, where the others add up and one does not. */
export function tableSumFindings(context: CheckContext): CheckFinding[] {
  if (!/[合总小]计/.test(context.text)) return [];
  const findings: CheckFinding[] = [];
  let width = 0;
  let rows: Row[] = [];
  let from = 0;
  for (const line of [...context.text.split('\n'), '']) {
    const cells = cellsOf(line);
    const numbers = cells.slice(1);
    if (width > 0 && cells.length === width && numbers.every((each) => figure.test(each))) {
      rows.push({ from: from + line.search(/\S/), to: from + line.trimEnd().length, numbers: numbers.map(Number) });
    } else {
      findings.push(...judge(context, rows));
      rows = [];
      width = cells.length >= 4 && sum.test(cells.at(-1) ?? '') ? cells.length : 0;
    }
    from += line.length + 1;
  }
  return findings;
}

function cellsOf(line: string): string[] {
  const words = line.trim();
  if (words.length > longest) return [];
  return foldWidth(words)
    .split(/\t|\||  +/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

const addsUp = ({ numbers }: Row): boolean => Math.abs(sumOf(numbers.slice(0, -1)) - (numbers.at(-1) ?? 0)) < 0.00001;
const sumOf = (numbers: readonly number[]): number => Number(numbers.reduce((all, each) => all + each, 0).toFixed(4));

function judge(context: CheckContext, rows: readonly Row[]): CheckFinding[] {
  const wrong = rows.filter((each) => !addsUp(each));
  // Where most rows do not add up, the last column is a sum of something else.
  if (wrong.length === 0 || wrong.length * 2 > rows.length) return [];
  return wrong.map(({ from, to, numbers }) =>
    findingIn(context, from, to, {
      code: 'sum-mismatch',
      severity: 'warning',
      message: `表中这一行合计写 ${numbers.at(-1)}，各列相加是 ${sumOf(numbers.slice(0, -1))}。请核对分项和合计。`,
    }),
  );
}
