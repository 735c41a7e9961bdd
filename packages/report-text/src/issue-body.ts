import type { Label } from './label-words.ts';
import type { Marker } from './markers.ts';
import { findOrdinals, mistypedOrdinal, ordinalAt, pickSeries } from './ordinals.ts';
import type { Ordinal } from './ordinals.ts';
import { locate } from './paragraphs.ts';
import type { Paragraph } from './paragraphs.ts';
import { isReportLabel, stretchesOf } from './stretches.ts';
import type { BodyPart, Stretch } from './stretches.ts';
import type { FindingCode, IssueNote, Measure, NodeKind, ProgressNote } from './types.ts';

/** Where in a paragraph a node of another kind begins. */
export interface Cut {
  index: number;
  at: number;
  kind: NodeKind;
}

/** Something doubtful inside one issue. */
export interface Doubt {
  code: FindingCode;
  line: number;
  values: number[];
}

/** What the paragraphs of one issue hold. */
export interface IssueBody {
  texts: string[];
  line: number;
  measures: Measure[];
  progress: ProgressNote[];
  notes: IssueNote[];
  doubts: Doubt[];
  cuts: Cut[];
}

type Phase = 'problem' | 'measures' | 'status' | 'field';

const statusWords = /^(?:已|基本|全部|阶段性|持续|长期|正在|未|立行立改|整改)[^。,，;；]{0,10}[。]?$/;
/** Nothing but how far things are: 已完成整改，持续推进。 */
const stateOnly =
  /^(?:已|未|正在|基本|全部|阶段性|持续|长期|按期|如期|目前|并|需|完成|整改|推进|坚持|到位|销号|办结|立行立改|巩固|进行|中|[,，、。;；])+$/;
const stateOfThings = /^(?:截[至止]|目前)/;

/** Reads the paragraphs of one issue in order; see `readBody`. */
class BodyReader {
  readonly body: IssueBody;
  private readonly paragraphs: readonly Paragraph[];
  private readonly stretches: Stretch[][];
  private readonly hasLabel: boolean;
  private readonly takesOrdinals: boolean;
  private readonly starts: number[];
  private phase: Phase = 'problem';
  private fieldName: string | null = null;
  private hadPromise = false;
  /** The last label was 整改进展 or its like. */
  private isStatusLabel = false;
  /** Value of the last ordinal of the running series, 0 before it. */
  private last = 0;
  private lastStyle: Ordinal['style'] | 'marker' | null = null;
  private seriesCount = 0;

  constructor(paragraphs: readonly Paragraph[], parts: readonly BodyPart[], takesOrdinals: boolean, line: number) {
    this.paragraphs = paragraphs;
    this.body = { texts: [], line, measures: [], progress: [], notes: [], doubts: [], cuts: [] };
    this.stretches = parts.map((part) => stretchesOf(paragraphs, part));
    this.hasLabel = this.stretches.some((some) => some.some((each) => isReportLabel(each.label)));
    this.takesOrdinals = takesOrdinals;
    this.starts = parts.map((part) =>
      part.marker ? 0 : (ordinalAt(paragraphs[part.index]?.norm ?? '', part.from)?.value ?? 0),
    );
  }

  read(): IssueBody {
    for (const [order, some] of this.stretches.entries()) {
      for (const stretch of some) this.readStretch(stretch, this.nextStart(order));
    }
    this.settleLead();
    return this.body;
  }

  /** Unnumbered words in front of a counted series lead to it (已完成。高度重视该问题。); they are no measure. */
  private settleLead(): void {
    const { measures, progress, notes } = this.body;
    const first = measures.findIndex((each) => each.ordinal !== null);
    if (first < 1 || first > 2) return;
    for (const { text, line } of measures.splice(0, first)) {
      if (statusWords.test(text)) progress.push({ text, line });
      else notes.push({ label: null, text, line });
    }
  }

  /** The ordinal that the next paragraph begins with: a run-on paragraph must not count past it. */
  private nextStart(order: number): number | null {
    const next = this.starts[order + 1] ?? 0;
    return next > 0 ? next : null;
  }

  private readStretch(stretch: Stretch, before: number | null): void {
    if (stretch.label) this.enter(stretch.label, stretch);
    const { norm } = this.paragraph(stretch.index);
    if (norm.slice(stretch.from, stretch.to).trim() === '') return;
    if (stretch.marker && (this.phase === 'measures' || !this.hasLabel))
      return this.takeMarked(stretch, stretch.marker);
    if (this.phase === 'status' || this.phase === 'field') return this.takeRemark(stretch);
    if (this.phase === 'problem' && (this.hasLabel || !this.takesOrdinals))
      return this.takeProblem(stretch.index, stretch.from, stretch.to);
    return this.takeSeries(stretch, before);
  }

  private enter(label: Label, stretch: Stretch): void {
    this.cut(stretch.index, label.from, 'label');
    if (label.family === 'field') {
      this.phase = 'field';
      this.fieldName = label.name;
      return;
    }
    if (label.family === 'problem') {
      this.phase = 'problem';
      return;
    }
    // 整改措施 first and 整改情况 after it: the second says how far the first are, it adds none.
    const isFollowUp = this.hadPromise && !label.promises && this.body.measures.length > 0;
    this.isStatusLabel = label.family === 'status';
    const isStatus = this.isStatusLabel && this.body.measures.length > 0;
    this.phase = isFollowUp || isStatus ? 'status' : 'measures';
    this.hadPromise ||= label.promises;
    if (this.phase === 'measures') this.last = 0;
  }

  private takeMarked(stretch: Stretch, marker: Marker): void {
    this.phase = 'measures';
    this.addOrdinal(marker.number ?? this.last + 1, 'marker', stretch.index, stretch.from, stretch.to);
  }

  private takeRemark(stretch: Stretch): void {
    const text = this.text(stretch.index, stretch.from, stretch.to);
    const { line } = locate(this.paragraph(stretch.index), stretch.from);
    if (this.phase === 'status') this.body.progress.push({ text, line });
    else this.body.notes.push({ label: this.fieldName, text, line });
    this.cut(stretch.index, stretch.from, this.phase === 'status' ? 'progress' : 'note');
  }

  private takeProblem(index: number, from: number, to: number): void {
    const text = this.text(index, from, to);
    if (text !== '') this.body.texts.push(text);
    this.cut(index, from, 'issue');
  }

  private takeSeries(stretch: Stretch, before: number | null): void {
    const { norm } = this.paragraph(stretch.index);
    const own = this.ownOrdinal(norm, stretch);
    const candidates = own ? this.runOn(norm, own, stretch, before) : this.openRun(norm, stretch);
    const lead = candidates[0];
    if (!lead) return this.takePlain(stretch);
    if (lead.from > stretch.from) this.takeLead(stretch, lead.from);
    this.phase = 'measures';
    for (const [order, each] of candidates.entries()) {
      const to = candidates[order + 1]?.from ?? stretch.to;
      this.addOrdinal(each.value ?? this.last + 1, each.style, stretch.index, each.textFrom, to, each.from);
    }
  }

  private ownOrdinal(norm: string, stretch: Stretch): Ordinal | null {
    if (stretch.isFirst) return null;
    const own = ordinalAt(norm, stretch.from);
    if (own || this.last === 0 || stretch.from > 0) return own;
    const mistyped = mistypedOrdinal(norm, this.last + 1);
    if (mistyped) this.doubt('ordinal-typo', stretch.index, stretch.from, [this.last + 1]);
    return mistyped;
  }

  /** A paragraph that begins with an ordinal may run on with the following ones. */
  private runOn(norm: string, own: Ordinal, stretch: Stretch, before: number | null): Ordinal[] {
    const value = own.value ?? this.last + 1;
    const rest = findOrdinals(norm, own.textFrom, stretch.to).filter((each) => each.style === own.style);
    const series: Ordinal[] = [{ ...own, value }];
    let last = value;
    for (const each of rest) {
      const next = each.value ?? last + 1;
      if (next !== last + 1 || (before !== null && next >= before && before > value)) continue;
      series.push({ ...each, value: next });
      last = next;
    }
    return series;
  }

  private openRun(norm: string, stretch: Stretch): Ordinal[] {
    if (this.last > 0 && stateOfThings.test(norm.slice(stretch.from))) return [];
    const found = findOrdinals(norm, stretch.from, stretch.to);
    const series = pickSeries(found, this.last + 1, null);
    return series.length > 0 || this.last === 0 ? series : [];
  }

  /** What stands before the first ordinal: the issue itself, or a remark that leads to the measures. */
  private takeLead(stretch: Stretch, to: number): void {
    if (this.phase === 'problem') return this.takeProblem(stretch.index, stretch.from, to);
    const { line } = locate(this.paragraph(stretch.index), stretch.from);
    const text = this.text(stretch.index, stretch.from, to);
    const isStatus = statusWords.test(text);
    if (isStatus) this.body.progress.push({ text, line });
    else this.body.notes.push({ label: null, text, line });
    this.cut(stretch.index, stretch.from, isStatus ? 'progress' : 'note');
  }

  private takePlain(stretch: Stretch): void {
    const { norm } = this.paragraph(stretch.index);
    const text = this.text(stretch.index, stretch.from, stretch.to);
    const { line } = locate(this.paragraph(stretch.index), stretch.from);
    const isState = stateOfThings.test(norm.slice(stretch.from));
    if (this.phase === 'problem') return this.takeProblem(stretch.index, stretch.from, stretch.to);
    const lastMeasure = this.body.measures.at(-1);
    if (/^(?:下一步|下步)/.test(norm.slice(stretch.from))) {
      this.body.notes.push({ label: '下一步', text, line });
      this.cut(stretch.index, stretch.from, 'note');
    } else if ((isState && lastMeasure) || (this.isStatusLabel && text.length <= 24 && stateOnly.test(text))) {
      this.body.progress.push({ text, line });
      this.cut(stretch.index, stretch.from, 'progress');
    } else if (this.last > 0 && lastMeasure) {
      // A paragraph without an ordinal inside a series goes on with the measure above it.
      lastMeasure.text += `\n${text}`;
      this.cut(stretch.index, stretch.from, 'measure');
    } else if (/[:]$/.test(norm) && norm.length < 60) {
      this.body.notes.push({ label: null, text, line });
      this.cut(stretch.index, stretch.from, 'note');
    } else {
      this.body.measures.push({ ordinal: null, text, line });
      this.cut(stretch.index, stretch.from, 'measure');
    }
  }

  private addOrdinal(
    value: number,
    style: Ordinal['style'] | 'marker',
    index: number,
    from: number,
    to: number,
    cutAt = from,
  ): void {
    this.judgeOrdinal(value, style, index, cutAt);
    this.last = value;
    this.lastStyle = style;
    this.body.measures.push({
      ordinal: value,
      text: this.text(index, from, to),
      line: locate(this.paragraph(index), cutAt).line,
    });
    this.cut(index, style === 'marker' ? 0 : cutAt, 'measure');
  }

  private judgeOrdinal(value: number, style: Ordinal['style'] | 'marker', index: number, at: number): void {
    const isNewSeries = this.last === 0 || value === 1 || (style !== this.lastStyle && value <= this.last);
    if (isNewSeries) {
      this.seriesCount += 1;
      if (this.seriesCount > 1) this.doubt('series-repeated', index, at, [value]);
      if (value > 1) this.doubt('ordinal-late', index, at, [value]);
    } else if (value <= this.last) {
      this.doubt('ordinal-duplicate', index, at, [value, this.last]);
    } else if (value > this.last + 1) {
      this.doubt('ordinal-gap', index, at, range(this.last + 1, value));
    }
  }

  private doubt(code: FindingCode, index: number, at: number, values: number[]): void {
    this.body.doubts.push({ code, line: locate(this.paragraph(index), at).line, values });
  }

  private cut(index: number, at: number, kind: NodeKind): void {
    this.body.cuts.push({ index, at, kind });
  }

  private paragraph(index: number): Paragraph {
    return this.paragraphs[index] as Paragraph;
  }

  private text(index: number, from: number, to: number): string {
    return this.paragraph(index).text.slice(from, to).trim();
  }
}

/** The whole numbers from `from` up to but without `to`, at most a dozen for a message. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from, 12)) }, (_, step) => from + step);
}

/** Reads what the paragraphs of one issue say: the problem, its measures, how far they are. */
export function readBody(
  paragraphs: readonly Paragraph[],
  parts: readonly BodyPart[],
  takesOrdinals: boolean,
  line: number,
): IssueBody {
  return new BodyReader(paragraphs, parts, takesOrdinals, line).read();
}
