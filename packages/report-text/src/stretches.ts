import { innerLabels, leadingLabel } from './label-words.ts';
import type { Label } from './label-words.ts';
import type { Marker } from './markers.ts';
import { ordinalAt } from './ordinals.ts';
import type { Paragraph } from './paragraphs.ts';

/** A paragraph of an issue; `from` lies behind its number, `marker` is set when that number counts a measure. */
export interface BodyPart {
  index: number;
  from: number;
  marker: Marker | null;
}

/** A stretch of a paragraph under one label. */
export interface Stretch {
  index: number;
  from: number;
  to: number;
  label: Label | null;
  marker: Marker | null;
  isFirst: boolean;
}

/** Whether a label opens measures or their results. */
export function isReportLabel(label: Label | null): boolean {
  return label?.family === 'measures' || label?.family === 'status';
}

/** Cuts a paragraph at its labels. */
export function stretchesOf(paragraphs: readonly Paragraph[], part: BodyPart): Stretch[] {
  const { norm } = paragraphs[part.index] as Paragraph;
  const isFirst = part.from > 0 && part.marker === null;
  const base = { index: part.index, marker: part.marker, isFirst };
  const isOrdinal = part.from === 0 && ordinalAt(norm) !== null;
  const shift = (label: Label, by: number): Label => ({
    ...label,
    from: label.from + by,
    textFrom: label.textFrom + by,
  });
  const found = leadingLabel(norm.slice(part.from));
  const lead = found ? shift(found, part.from) : null;
  const inner = innerLabels(norm, lead?.textFrom ?? part.from).filter(
    (each) => !isOrdinal || each.family !== 'measures',
  );
  const labels = lead ? [lead, ...inner] : inner;
  const head: Stretch = { ...base, from: part.from, to: labels[0]?.from ?? norm.length, label: null };
  const stretches = head.to > head.from ? [head] : [];
  for (const [order, label] of labels.entries()) {
    const to = labels[order + 1]?.from ?? norm.length;
    stretches.push({
      ...base,
      marker: head.to > head.from ? part.marker : null,
      from: label.textFrom,
      to,
      label,
      isFirst: false,
    });
  }
  return stretches;
}
