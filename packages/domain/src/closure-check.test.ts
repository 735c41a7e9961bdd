import { describe, expect, it } from 'vitest';
import { parseChineseNumber } from './chinese-number.ts';
import { closureCheck, type ClosureCheckInput } from './closure-check.ts';

const check = (input: Partial<ClosureCheckInput>) =>
  closureCheck({ feedbackOn: '2024-05-16', outcomeStatement: null, measures: [], evidence: [], ...input });
const codes = (input: Partial<ClosureCheckInput>) => check(input).map(({ code }) => code);
const statement = (outcomeStatement: string) => codes({ outcomeStatement });
const promise = (text: string, ...progress: string[]) => codes({ measures: [{ text, progress }] });
const file = { fileName: '照片.jpg', datedOn: '2024-06-01', sha256: 'a', otherIssueNumbers: [] };

describe('wording', () => {
  it.each([
    '制定制度3项。',
    '退还资金 1.32 万元，批评教育有关人员。',
    '召开专题会议两次，进一步加强管理。',
    '印发《资产管理办法》，持续推进落实。',
    '2024年6月完成清理。',
  ])('is supported: %s', (text) => {
    expect(statement(text)).toEqual([]);
  });

  it.each(['进一步加强学习，持续推进整改落实。', '高度重视，认真落实，确保整改到位', '切实提高政治站位，取得明显成效'])(
    'is only set phrases: %s',
    (text) => {
      expect(statement(text)).toEqual(['only_set_phrases']);
    },
  );

  it.each(['已对有关人员进行谈话，完善了内部台账。', '进一步加强管理，局长带队检查了仓库'])(
    'has no figure and no named result: %s',
    (text) => {
      expect(statement(text)).toEqual(['no_concrete_result']);
    },
  );

  it('an ordinal at the head of a paragraph is no figure', () => {
    expect(statement('一是进一步加强学习。二是持续推进落实。')).toEqual(['only_set_phrases']);
  });

  it('that is absent is the gate’s business', () => {
    expect(statement(' ')).toEqual([]);
    expect(codes({ measures: [{ text: '制定制度', progress: [] }] })).toEqual([]);
  });
});

describe('a promise and what was delivered', () => {
  it('finds less than promised', () => {
    const [finding] = check({ measures: [{ text: '全年开展专题学习不少于4次。', progress: ['已开展专题学习2次。'] }] });
    expect(finding).toMatchObject({ code: 'promise_not_met', severity: 'warning', quote: '不少于4次' });
    expect(finding?.message).toContain('进展中只见 2 次');
  });

  it.each<[string, string[]]>([
    ['专题学习不少于4次', ['已开展 4次学习']],
    ['专题学习不少于四次', ['上半年学习2次', '下半年学习2次']],
    ['专题学习不少于4次', ['正在推进']],
    ['专题学习不少于4次', ['处理3人']],
    ['检查10户以上', ['已检查十二户']],
  ])('%s met, or not comparable, by %j', (text, progress) => {
    expect(promise(text, ...progress)).not.toContain('promise_not_met');
  });

  it.each<[string, string[]]>([
    ['专题学习不少于四次', ['按照不少于4次的要求，已学习一次']],
    ['每年督查至少2次', ['第2次会议后督查1次']],
    ['检查10户以上', ['检查八户']],
  ])('%s not met by %j', (text, progress) => {
    expect(promise(text, ...progress)).toContain('promise_not_met');
  });
});

describe('evidence', () => {
  it('dated before the feedback', () => {
    expect(codes({ evidence: [{ ...file, datedOn: '2024-05-15' }] })).toEqual(['evidence_before_feedback']);
    expect(codes({ evidence: [{ ...file, datedOn: '2024-05-16' }] })).toEqual([]);
    expect(codes({ evidence: [{ ...file, datedOn: null }] })).toEqual([]);
  });

  it('that proves several issues', () => {
    expect(check({ evidence: [{ ...file, otherIssueNumbers: ['3', '17'] }] })[0]?.message).toContain('问题 3、17');
  });
});

it.each<[string, number | null]>([
  ['4', 4],
  ['１２', 12],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['一百零五', 105],
  ['两千三百', 2300],
  ['若干', null],
  ['', null],
])('%s is the number %s', (text, value) => {
  expect(parseChineseNumber(text)).toBe(value);
});
