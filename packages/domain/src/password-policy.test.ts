import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from './common-passwords.ts';
import {
  passwordAdvice,
  passwordDaysLeft,
  passwordFaults,
  PASSWORD_RULES,
  type PasswordOwner,
} from './password-policy.ts';

const owner: PasswordOwner = { username: 'zhang.lianluo', name: '张联络', unitName: '云州市文旅局' };
const asvs = (password: string) => passwordFaults(password, owner, 'asvs').join('\n');
const dengbao = (password: string) => passwordFaults(password, owner, 'dengbao').join('\n');

describe('a new password', () => {
  it.each(['correct horse battery', '清风徐来水波不兴举酒属客', 'Kettle-Marsh-Orbit-7', 'Long-Enough-9x'])(
    'may be %s',
    (password) => {
      expect(asvs(password)).toBe('');
    },
  );

  it('is judged by its length in characters, not in bytes or halves', () => {
    expect(asvs('水波不兴举酒属客诵')).toContain('至少 12 位，现在是 9 位');
    expect(asvs('😀🚀🌊🍎🐢🎈')).toContain('现在是 6 位');
    expect(asvs(`kettle marsh orbit ${'x y '.repeat(40)}`)).toContain('最多 128 位');
  });

  it.each(['administrator', 'password2026', 'P@ssw0rd12345', 'iloveyou5201314', 'zhenggaitong2026', 'woaini1314520'])(
    'is not what everybody tries: %s',
    (password) => {
      expect(asvs(password)).toMatch(/常见密码|这类词/);
    },
  );

  it.each([
    ['zhang.lianluo1', 'the user name'],
    ['LianLuo2026!', 'a part of the user name'],
    ['张联络文旅局2026ab', 'person and unit'],
    ['xuncha-zhenggai!1', 'the words of the house'],
    ['XunCha@Rectify99', 'the same in capitals'],
  ])('is not made of %s: %s', (password) => {
    expect(asvs(password)).toContain('去掉用户名');
  });

  it('may hold such a word when enough stands beside it', () => {
    expect(asvs('rectify kettle marsh orbit')).toBe('');
  });

  it.each(['aaaaaaaaaaaa', 'abcdefghijklm', '123456789012', 'qwertyuiopas', 'ababababababab'])(
    'is no run: %s',
    (password) => {
      expect(asvs(password)).not.toBe('');
    },
  );

  it.each(['Qwer1234!@#$', '1234!@#$Qwer', 'Asdf)(*&4321'])('is no walk over the keyboard: %s', (password) => {
    expect(dengbao(password)).toContain('连续的字符');
  });

  it('needs three kinds of characters under 等保 and none in particular under ASVS', () => {
    expect(dengbao('kettle marsh orbit')).toContain('至少 3 种');
    expect(dengbao('Kettle marsh orbit')).toBe('');
    expect(asvs('kettlemarshorbit')).toBe('');
  });

  it('hears of every fault at once', () => {
    expect(passwordFaults('marble', owner, 'dengbao')).toHaveLength(2);
  });
});

describe('the age of a password', () => {
  const changed = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['2026-01-01T12:00:00Z', 90],
    ['2026-03-31T12:00:00Z', 1],
    ['2026-04-01T00:00:00Z', 0],
    ['2026-05-01T00:00:00Z', -30],
  ])('on %s leaves %i days under 等保', (now, days) => {
    expect(passwordDaysLeft(changed, new Date(now), 'dengbao')).toBe(days);
  });

  it('does not matter under ASVS', () => {
    expect(passwordDaysLeft(changed, new Date('2036-01-01T00:00:00Z'), 'asvs')).toBeNull();
  });

  it('is said beforehand where it matters', () => {
    expect(passwordAdvice('dengbao')).toContain(`每 ${PASSWORD_RULES.dengbao.maxAgeDays} 天`);
    expect(passwordAdvice('asvs')).not.toContain('天');
  });
});

it('the list of common passwords holds a few thousand, each once and none too long', () => {
  const words = COMMON_PASSWORDS.trim().split(/\s+/);
  expect(words.length).toBeGreaterThan(4000);
  expect(new Set(words).size).toBe(words.length);
  expect(words.every((word) => word === word.toLowerCase() && word.length <= 40)).toBe(true);
});
