import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One row of a table in security.md. */
export interface MapRow {
  number: string;
  level: string;
  asked: string;
  standing: string;
  shown: string;
}

/** How a requirement can stand. */
export const STANDINGS = ['met', 'setting', 'partly', 'not met', 'not applicable'];

/** Every requirement of a list like `{ "1.1": "22" }`, by number, with its level. */
export function requirementsOf(sections: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(sections).flatMap(([section, levels]) =>
      [...levels].map((level, index) => [`${section}.${index + 1}`, level] as const),
    ),
  );
}

/** The rows of all tables whose first cell is the number of a requirement. */
export function rowsOf(text: string): MapRow[] {
  return text.split('\n').flatMap((line) => {
    const [, number = '', level = '', asked = '', standing = '', ...rest] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    return /^\d+\.\d+\.\d+$/.test(number)
      ? [{ number, level, asked, standing, shown: rest.slice(0, -1).join('|') }]
      : [];
  });
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Whether a file has a test or a group of tests with this title, whatever it is repeated for. */
export const hasTest = (text: string, title: string) =>
  new RegExp(
    String.raw`(?:^|\n)[ \t]*(?:(?:it|test|describe)(?:\.\w+)*\(|[^\n/]*\)\()\s*(['"\`])${escaped(title)}\1\s*,`,
  ).test(text);

/** What a text names that is not there: files in back quotes, tests as `file` › `title`, and sections as § Title. */
export function missingIn(text: string, root: string): string[] {
  const read = (file: string) =>
    existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null;
  const tests = [...text.matchAll(/`([^`]+)` › `([^`]+)`/g)].flatMap(([, file = '', title = '']) => {
    const source = read(file);
    if (source === null) return [`no file ${file}`];
    return hasTest(source, title) ? [] : [`no test “${title}” in ${file}`];
  });
  const files = [...text.matchAll(/`((?:apps|packages|scripts|docs|e2e|prisma)\/[^`\s]+\.\w+)`/g)].flatMap(
    ([, file = '']) => (read(file) === null ? [`no file ${file}`] : []),
  );
  const sections = [...text.matchAll(/§ ([A-Z][a-z]+(?: [a-z]+)*)/g)].flatMap(([, title = '']) =>
    text.includes(`\n## ${title}\n`) ? [] : [`no section ${title}`],
  );
  return [...new Set([...tests, ...files, ...sections])];
}
