/** A stretch between full stops, with its place in the folded text. */
export interface Sentence {
  from: number;
  to: number;
  text: string;
}

/** Cuts a folded text at 。 ; ! ? and line breaks. */
export function sentencesOf(norm: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (const found of norm.matchAll(/[。;!?\n]/g)) {
    if (found.index > from) sentences.push({ from, to: found.index, text: norm.slice(from, found.index) });
    from = found.index + 1;
  }
  if (from < norm.length) sentences.push({ from, to: norm.length, text: norm.slice(from) });
  return sentences;
}
