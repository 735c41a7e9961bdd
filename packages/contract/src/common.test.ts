import { describe, expect, it } from 'vitest';
import { maybeWords, words } from './common.ts';

const RIGHT_TO_LEFT = '\u202e';
const NO_WIDTH = '\u200b';
const FAMILY = '👨\u200d👩\u200d👧';

describe('words', () => {
  it.each([
    ['整改完成 18 项', '整改完成 18 项'],
    ['  \n首尾的空白\t ', '首尾的空白'],
    [`已完成${RIGHT_TO_LEFT}18\u202c项`, '已完成18项'],
    [`职${NO_WIDTH}工\u2060李\ufeff某\u00ad`, '职工李某'],
    [`第一行\n第二行${FAMILY}`, `第一行\n第二行${FAMILY}`],
    ['\ud800半个\u0000字', '\ufffd半个字'],
  ])('are kept without what is not seen: %j', (given, kept) => {
    expect(words('说明').parse(given)).toBe(kept);
    expect(maybeWords('说明').parse(given)).toBe(kept);
  });

  it.each(['', '   ', NO_WIDTH.repeat(12), `${RIGHT_TO_LEFT}\u202c`, '\u200d\u200d'])(
    'that nobody could read are none: %j',
    (given) => {
      const { error } = words('撤回理由').safeParse(given);
      expect(error?.issues.map(({ message }) => message)).toEqual(['请填写撤回理由']);
      expect(maybeWords('说明').parse(given)).toBeNull();
    },
  );

  it('are counted as a person counts them', () => {
    const reason = words('理由', { min: 5, max: 8 });
    expect(reason.safeParse('理由充分了').success).toBe(true);
    expect(reason.safeParse(`理${FAMILY}由`).success).toBe(true);
    expect(reason.safeParse(`理由${NO_WIDTH.repeat(6)}`).error?.issues[0]?.message).toBe('理由至少 5 个字');
    expect(reason.safeParse('理由写得太长太长太长').error?.issues[0]?.message).toBe('理由最多 8 个字，请精简');
  });
});
