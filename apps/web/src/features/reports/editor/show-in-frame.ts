import type { Paragraph } from '../report-types.ts';
import { segmentsOf } from './figure-text.ts';

/** Words by which a paragraph is found on the page, and how many equal ones stand before it. */
export interface Place {
  words: string;
  before: number;
}

const WORDS = 24;

/** The longest stretch without a figure: figures read differently for each audience. */
function ownWords(text: string): string {
  const stretches = segmentsOf(text).filter((segment) => typeof segment === 'string');
  return stretches
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '')
    .trim()
    .slice(0, WORDS);
}

export function placeOf(paragraphs: readonly Paragraph[], id: string): Place | null {
  const at = paragraphs.findIndex((each) => each.id === id);
  const words = ownWords(paragraphs[at]?.text ?? '');
  if (words.length < 2) return null;
  const before = paragraphs.slice(0, at).filter(({ text }) => text.includes(words)).length;
  return { words, before };
}

/** Scrolls the page in the frame to the paragraph, if it is there: the drafts' ids are not on it. */
export function showInFrame(frame: HTMLIFrameElement, { words, before }: Place): void {
  const page = frame.contentDocument;
  if (!page) return;
  const found = [...page.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6, p, li, td')].filter(
    (element) =>
      !element.querySelector('p, li') && element.closest('nav') === null && (element.textContent ?? '').includes(words),
  );
  const target = found[Math.min(before, found.length - 1)];
  const view = frame.contentWindow;
  if (!target || !view) return;
  const { top } = target.getBoundingClientRect();
  view.scrollTo({ top: view.scrollY + top - view.innerHeight / 3 });
}
