import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import levels from './asvs-5.0.0.json' with { type: 'json' };
import { hasTest, missingIn, requirementsOf, rowsOf, STANDINGS } from './read-map.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(ROOT, 'security.md'), 'utf8');
const requirements = requirementsOf(levels);
const rows = rowsOf(text);

describe('security.md', () => {
  it('has a row for every requirement of levels 1 and 2, and none twice', () => {
    const wanted = [...requirements].filter(([, level]) => level !== '3').map(([number]) => number);
    expect(wanted).toHaveLength(70 + 183);
    const numbers = rows.map(({ number }) => number);
    expect(wanted.filter((number) => !numbers.includes(number))).toEqual([]);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it('names requirements that there are, with their level', () => {
    const wrong = rows.filter(({ number, level }) => requirements.get(number) !== level);
    expect(wrong.map(({ number, level }) => `${number} (${level})`)).toEqual([]);
  });

  it('has no empty cell and no standing of its own making', () => {
    const wanting = rows.filter(({ asked, standing, shown }) => !asked || !shown || !STANDINGS.includes(standing));
    expect(wanting.map(({ number }) => number)).toEqual([]);
  });

  it('shows a test, a place, a setting or a reason for each', () => {
    const bare = rows.filter(
      ({ standing, shown }) => standing === 'met' && !/`[^`]+`|§ [A-Z]/.test(shown) && shown.length < 20,
    );
    expect(bare.map(({ number }) => number)).toEqual([]);
  });

  it('names only files, tests and sections that there are', () => {
    expect(missingIn(text, ROOT)).toEqual([]);
  });

  it('counts its own standings right', () => {
    const told = /(\d+) met, (\d+) by a setting, (\d+) partly, (\d+) not met, (\d+) not applicable/.exec(text);
    const counted = ['met', 'setting', 'partly', 'not met', 'not applicable'].map(
      (standing) => rows.filter((row) => row.standing === standing).length,
    );
    expect(told?.slice(1).map(Number)).toEqual(counted);
  });
});

describe('the check itself finds', () => {
  it('a file, a test and a section that are not there', () => {
    const planted = ['`scripts/nothing.ts`', '`scripts/security/sources.test.ts` › `a dream`', '§ Nowhere'].join(' ');
    expect(missingIn(planted, ROOT)).toHaveLength(3);
  });

  it('a title that only stands in a comment', () => {
    expect(hasTest("// it('walks')\nit('runs', () => {});", 'walks')).toBe(false);
    expect(hasTest("it('runs', () => {});", 'runs')).toBe(true);
    expect(hasTest("it.each([\n  ['a', 1],\n])('runs %s', () => {});", 'runs %s')).toBe(true);
  });
});
