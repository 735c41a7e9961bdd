import { foldWidth } from '../characters.ts';
import { findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import type { CheckFinding } from './types.ts';
import { procedure, withheldWholes } from './withheld-wholes.ts';

/** Shared words shorter than this say nothing about what was withheld. */
const stretch = 14;
/** A withheld title that appears as a whole may be shorter. */
const shortestWhole = 10;
// Said in every report: not what is withheld.
const common =
  /《[^《》]{0,120}》|习近平新时代中国特色社会主义思想|习近平总书记重要(?:讲话|指示批示|讲话和重要指示批示)精神?|党中央(?:重大)?决策部署|全面从严治党主体责任|党风廉政建设和反腐败(?:工作|斗争)|中央八项规定(?:及其实施细则)?精神|形式主义、?官僚主义|群众身边(?:的)?不正之风和腐败问题(?:集中整治)?/g;

/** A shared stretch must say this much beside procedure. */
const tellingSigns = 7;

/** Only the signs that carry meaning, each with its place. */
interface Compact {
  text: string;
  places: number[];
}

function compact(text: string): Compact {
  const norm = foldWidth(text);
  const places: number[] = [];
  const kept: string[] = [];
  for (let at = 0; at < norm.length; at += 1) {
    if (!carriesMeaning(norm.charCodeAt(at))) continue;
    kept.push(norm[at] ?? '');
    places.push(at);
  }
  return { text: kept.join(''), places };
}

/** Chinese signs, letters, digits and the bar that ends a stretch. */
function carriesMeaning(code: number): boolean {
  if (code >= 0x3400) return code <= 0x9fff;
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x7c
  );
}

/** Stretches of what must not be published that stand in the text all the same. */
export function withheldFindings(context: CheckContext): CheckFinding[] {
  const withheld = context.ledger?.withheldTexts ?? [];
  if (withheld.length === 0 && !context.ledger?.withheldWords) return [];
  const body = compact(context.text);
  const pieces = new Set<string>();
  const wholes: string[] = [];
  for (const each of withheld) {
    // A bar ends a stretch, so that none runs across common words.
    const { text } = compact(foldWidth(each).replace(common, '|'));
    for (let at = 0; at + stretch <= text.length; at += 1) {
      const piece = text.slice(at, at + stretch);
      if (!piece.includes('|')) pieces.add(piece);
    }
    if (text.length >= shortestWhole && text.length < stretch && !text.includes('|')) wholes.push(text);
  }
  const telling = spans(body, pieces, wholes).filter(
    ([from, to]) => body.text.slice(from, to).replace(procedure, '').length >= tellingSigns,
  );
  const known = context.ledger?.withheldWords ?? { titles: [], texts: withheld, shown: [] };
  const short = withheldWholes(known).flatMap((whole) => placesOf(body.text, whole));
  return joined([...telling, ...short]).map(([from, to]) =>
    findingIn(context, body.places[from] ?? 0, (body.places[to - 1] ?? 0) + 1, {
      code: 'withheld-words',
      severity: 'error',
      message: '这段文字与依规不公开的内容相同。请删去或改写，确认不会泄露后再发布。',
    }),
  );
}

/** Where a whole stands in the body; 1200 is not found in 11200. */
function placesOf(text: string, whole: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + whole.length)) {
    const end = at + whole.length;
    const isCut = /^\d\d/.test(text.slice(at - 1, at + 1)) || /^\d\d/.test(text.slice(end - 1, end + 1));
    if (!isCut) found.push([at, end]);
  }
  return found;
}

/** A title inside a longer stretch is said once. */
function joined(all: readonly [number, number][]): [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of all.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** Joined stretches of the body that also stand in what is withheld. */
function spans(body: Compact, pieces: ReadonlySet<string>, wholes: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  const add = (from: number, to: number): void => {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  };
  if (pieces.size > 0) {
    const starts = new Set([...pieces].map((each) => each.charCodeAt(0)));
    for (let at = 0; at + stretch <= body.text.length; at += 1) {
      if (starts.has(body.text.charCodeAt(at)) && pieces.has(body.text.slice(at, at + stretch))) add(at, at + stretch);
    }
  }
  for (const whole of wholes) {
    for (let at = body.text.indexOf(whole); at >= 0; at = body.text.indexOf(whole, at + whole.length)) {
      found.push([at, at + whole.length]);
    }
  }
  return found;
}
