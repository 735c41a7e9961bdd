import { z } from 'zod';

/** What a reader may choose by; every value is one that stands in the address. */
export interface Filters {
  region: string | null;
  unit: string | null;
  year: number | null;
  programme: string | null;
}

export interface SearchQuery extends Filters {
  /** As typed, for the form. */
  typed: string;
  /** What is looked for, folded as the index folds it. */
  words: string[];
  cursor: string | undefined;
  /** Chinese; why nothing can be looked for. */
  fault: string | null;
}

const MOST_CHARACTERS = 50;
const MOST_WORDS = 6;
// PostgreSQL cannot hold NUL and halves of characters; the other control characters are no words.
const UNHOLDABLE = /[\p{Cc}\p{Cf}]/gu;

const uuid = z.uuid();
const isUuid = (value: string) => uuid.safeParse(value).success;

/** As `text_grams` of the database sees a text: without blanks, in small letters. */
export const fold = (text: string) => text.replaceAll(/\s+/gu, '').toLowerCase();

/** The two-character grams under which a word is found. */
export function gramsOf(words: readonly string[]): string[] {
  const grams = words.flatMap((word) => {
    const characters = [...word];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
  return [...new Set(grams)];
}

function wordsFault(words: readonly string[], typed: string): string | null {
  if (typed === '') return null;
  if ([...typed].length > MOST_CHARACTERS) return `关键词太长，最多 ${MOST_CHARACTERS} 个字，请只留最要紧的词。`;
  if (words.length > MOST_WORDS) return `关键词太多，最多 ${MOST_WORDS} 个，请只留最要紧的词。`;
  return words.some((word) => [...word].length >= 2) ? null : '请至少输入两个字，例如“资产”。';
}

/** Reads the search from the address; whatever makes no sense is said, never an error. */
export function readSearchQuery(query: URLSearchParams): SearchQuery {
  const value = (name: string) => (query.get(name) ?? '').trim();
  const typed = (query.get('q') ?? '').toWellFormed().replaceAll(UNHOLDABLE, ' ').trim();
  const words = [...new Set(typed.split(/\s+/u).map(fold))].filter(Boolean);
  const year = value('year');
  const isSound =
    ['region', 'unit', 'programme'].every((name) => value(name) === '' || isUuid(value(name))) &&
    (year === '' || /^\d{4}$/.test(year));
  const choice = (name: string) => (isUuid(value(name)) ? value(name).toLowerCase() : null);
  return {
    typed: [...typed].slice(0, 2 * MOST_CHARACTERS).join(''),
    words,
    region: choice('region'),
    unit: choice('unit'),
    programme: choice('programme'),
    year: /^\d{4}$/.test(year) ? Number(year) : null,
    cursor: value('page').slice(0, 300) || undefined,
    fault: isSound ? wordsFault(words, typed) : '地址中的筛选条件不对，请重新选择。',
  };
}

/** The address of a search; parts that choose nothing are left out. */
export function searchPath({ typed, region, unit, year, programme, cursor }: Omit<SearchQuery, 'words' | 'fault'>) {
  const given = { q: typed, region, unit, year: year === null ? null : String(year), programme, page: cursor };
  const chosen = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return chosen.length === 0 ? '/' : `/?${new URLSearchParams(chosen).toString()}`;
}
