import type { Verdict } from './types.ts';

/** What the page and the offline tool both say of a verdict. */
export interface Headline {
  /** `partly`: what no published page says is no plain pass. */
  grade: 'good' | 'partly' | 'bad';
  words: string;
}

/** The verdict in a few words. */
export function headlineOf({ isAuthentic, besides }: Verdict): Headline {
  if (!isAuthentic) return { grade: 'bad', words: '核验不通过：不是发布的内容' };
  if (besides.length > 0) return { grade: 'partly', words: '正文核验通过，但文件里另有不属于通报的文字' };
  return { grade: 'good', words: '核验通过：就是发布的内容' };
}

export const BESIDES_LEAD = '发布的网页上没有这些话，请勿当作通报的内容：';

const MOST_SHOWN = 200;
/** A text beside the report, as much of it as is shown. */
export const shownBeside = (text: string): string => [...text].slice(0, MOST_SHOWN).join('');
