import { readFileSync } from 'node:fs';

/** Texts of settings by name, and what is wrong with them. */
export interface Given {
  texts: Record<string, string>;
  faults: string[];
}

/**
 * Settings that are given as NAME_FILE are read from that file, as secrets of containers are; only names of `known`.
 * What is given empty is as if it were not given.
 */
export function readGiven(environment: NodeJS.ProcessEnv, known: ReadonlySet<string>): Given {
  const texts: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value !== '') texts[name] = value;
  }
  for (const name of known) {
    const file = texts[`${name}_FILE`];
    if (file === undefined || known.has(`${name}_FILE`)) continue;
    if (texts[name] !== undefined) {
      faults.push(`${name}：与 ${name}_FILE 只能设置一个`);
      continue;
    }
    try {
      texts[name] = readFileSync(file, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE：读不到文件 ${file}，请检查路径和权限`);
    }
  }
  return { texts, faults };
}
