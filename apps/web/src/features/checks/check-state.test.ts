import { describe, expect, it } from 'vitest';
import { linesWithFindings, repairText, type Finding } from './check-state.ts';

const text = '第一行有37处\n第二行有37处和手机\n第三行';
function finding(quote: string, severity: Finding['severity'], replacement?: string, nth = 0): Finding {
  let from = -1;
  for (let count = 0; count <= nth; count += 1) from = text.indexOf(quote, from + 1);
  const to = from + quote.length;
  return {
    key: `${quote}${nth}`,
    code: 'x',
    label: 'x',
    severity,
    line: text.slice(0, from).split('\n').length,
    from,
    to,
    quote,
    message: '',
    repair: replacement === undefined ? null : { from, to, replacement, label: '' },
    related: [],
    paragraphId: null,
    tick: null,
  };
}

describe('a repair', () => {
  const first = finding('37处', 'error', '三十七处');
  const second = finding('37处', 'error', '38处', 1);
  const inside = finding('7处', 'note');

  it('moves what comes after it and ends what it covers', () => {
    const repaired = repairText({ text, findings: [first, second, inside] }, first);
    expect(repaired.text).toBe('第一行有三十七处\n第二行有37处和手机\n第三行');
    expect(repaired.findings.map(({ key }) => key)).toEqual([second.key]);
    const left = repaired.findings[0]!;
    expect(repaired.text.slice(left.from, left.to)).toBe('37处');
    expect(repairText(repaired, left).text).toBe('第一行有三十七处\n第二行有38处和手机\n第三行');
  });
  it('that takes a line away tells the new line of what follows', () => {
    const lineBreak = {
      ...first,
      repair: { from: text.indexOf('\n'), to: text.indexOf('\n') + 1, replacement: '', label: '' },
    };
    expect(repairText({ text, findings: [lineBreak, second] }, lineBreak).findings[0]?.line).toBe(1);
  });
});

describe('lines', () => {
  it('carry what is found in them, the worst where findings overlap', () => {
    const lines = linesWithFindings({ text, findings: [finding('有37处', 'note'), finding('37', 'error')] });
    expect(lines).toHaveLength(3);
    expect(lines[0]?.pieces.map((piece) => [piece.text, piece.finding?.severity ?? null])).toEqual([
      ['第一行', null],
      ['有', 'note'],
      ['37', 'error'],
      ['处', 'note'],
    ]);
  });
  it('share a finding that runs over the end of a line', () => {
    const lines = linesWithFindings({ text, findings: [finding('处\n第二', 'warning')] });
    expect(lines.map(({ pieces }) => pieces.map((piece) => piece.finding !== null))).toEqual([
      [false, true],
      [true, false],
      [false],
    ]);
  });
});
