import type { Case } from './cases.ts';
import type { Measured } from './measure.ts';
import type { TextSpeed } from './texts-speed.ts';
import type { Plan } from './plans.ts';

export interface Result extends Case {
  /** With one connection. */
  alone: Measured;
  /** With several connections at once. */
  crowd: Measured;
  plans: Plan[];
}

/** The sum of the database's own time for all statements of a request, in milliseconds. */
export const databaseTime = ({ plans }: Result) => plans.reduce((sum, plan) => sum + plan.milliseconds, 0);

/** Large tables that the request reads from end to end. */
export const seqScans = ({ plans }: Result) => [...new Set(plans.flatMap((plan) => plan.seqScans))];

/** Whether the request keeps its promise: the time at the server, and no large table read from end to end. */
export const isMet = (result: Result) => result.alone.inside.p50 < result.target && seqScans(result).length === 0;

// Chinese characters and full-width marks take two columns of a terminal.
const widthOf = (text: string) =>
  [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character)
        ? 2
        : 1),
    0,
  );
const pad = (text: string, width: number, isRight: boolean) => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return isRight ? blanks + text : text + blanks;
};

const HEAD = ['项目', 'p50', 'p99', '最大', '数据库', '目标', '顺序扫描', '8 连接 p50', '8 连接 p99', '次/秒', '结论'];

function rowOf(result: Result): string[] {
  const { title, target, alone, crowd } = result;
  const ms = (value: number) => value.toFixed(1);
  const scans = seqScans(result);
  return [
    ...[
      title,
      ms(alone.inside.p50),
      ms(alone.inside.p99),
      ms(alone.inside.max),
      ms(databaseTime(result)),
      `<${target}`,
    ],
    ...[
      scans.length > 0 ? `有（${scans.join('、')}）` : '无',
      ms(crowd.inside.p50),
      ms(crowd.inside.p99),
      crowd.perSecond.toFixed(0),
    ],
    isMet(result) ? '达标' : '未达标',
  ];
}

/** Rows under a head as a table for the terminal; all columns but those named are numbers. */
export function formatColumns(rows: string[][], words: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0, !words.includes(column))).join('  '),
  );
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

/** The results as a table for the terminal; times in milliseconds at the server. */
export const formatTable = (results: Result[]) => formatColumns([HEAD, ...results.map(rowOf)], [0, 6, 10]);

/** How long the work on texts takes. */
export const formatTexts = (texts: readonly TextSpeed[]) =>
  formatColumns(
    [
      ['项目', 'p50', '最大'],
      ...texts.map(({ title, spread }) => [title, spread.p50.toFixed(0), spread.max.toFixed(0)]),
    ],
    [0],
  );
