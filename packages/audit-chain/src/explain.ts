import type { Field } from './fields.ts';
import type { Finding } from './finding.ts';
import { checksOf, sealOf } from './seal.ts';

/** Numbers that no place has. */
export interface Gap {
  from: bigint;
  to: bigint;
}

/** Places in a row that were sealed so far away from where they stand. */
export interface Run {
  from: bigint;
  to: bigint;
  shift: bigint;
}

/** A place whose hash is not the one that its content gives. */
export interface Broken {
  seq: bigint;
  prev: Buffer;
  hash: Buffer;
  checks: Buffer;
  body: Buffer;
  /** The hash that its content gives. */
  seal: Buffer;
  differing: Field[];
  entryId: string | undefined;
  /** The hash of the place before, where that is right. */
  expectedPrev: Buffer | null;
  /** What the next place remembers as its hash. */
  nextPrev: Buffer | null;
  contentKey: string;
  sealedKey: string;
}

interface Shifts {
  findings: Finding[];
  /** Places that hold what was slipped in. */
  forged: Set<bigint>;
  /** How far the last place stands from where it was sealed. */
  final: bigint;
}

/** Reads from places that stand where they were not sealed what was taken out, slipped in or moved. */
export function explainShifts(runs: readonly Run[], end: bigint, brokenAt: ReadonlySet<bigint>): Shifts {
  const { findings, rest, moved } = explainMoves(runs, end);
  const forged = new Set<bigint>();
  let shift = 0n;
  let next = 1n;
  const change = (at: bigint, after: bigint) => {
    findings.push(...explainChange(at, shift, after));
    shift = after;
  };
  for (const run of rest) {
    // Places between two runs stand right.
    if (shift !== 0n && next < run.from) change(next, 0n);
    change(run.from, run.shift);
    next = run.to + 1n;
    while (brokenAt.has(next) || moved.has(next)) next += 1n;
  }
  if (next <= end) change(next, 0n);
  const old = new Set(moved.values());
  const told = findings.filter(({ kind, seq }) => {
    if (kind === 'removed') return !old.has(seq ?? 0n);
    return kind !== 'inserted' || !moved.has(seq ?? 0n);
  });
  for (const { kind, seq, until } of told) {
    for (let at = seq ?? 0n; kind === 'inserted' && at <= (until ?? 0n); at += 1n) forged.add(at);
  }
  return { findings: told, forged, final: shift };
}

function explainChange(at: bigint, before: bigint, after: bigint): Finding[] {
  if (after > before) return [{ kind: 'removed', seq: at + before, until: at + after - 1n }];
  return after < before ? [{ kind: 'inserted', seq: at - (before - after), until: at - 1n }] : [];
}

/** Single places that stand far from where they were sealed: two that changed places, or one that was moved. */
function explainMoves(runs: readonly Run[], end: bigint) {
  const findings: Finding[] = [];
  const done = new Set<Run>();
  const moved = new Map<bigint, bigint>();
  const single = new Map(runs.filter(({ from, to }) => from === to).map((run) => [run.from, run]));
  for (const run of single.values()) {
    const place = run.from + run.shift;
    const other = single.get(place);
    if (done.has(run)) continue;
    if (other?.shift === -run.shift) {
      findings.push({ kind: 'swapped', seq: run.from, until: place });
      done.add(run).add(other);
    } else if (run.from < end && (run.shift > 1n || run.shift < -1n)) {
      findings.push({ kind: 'moved', seq: run.from, until: place });
      moved.set(run.from, place);
      done.add(run);
    }
  }
  return { findings, moved, rest: runs.filter((run) => !done.has(run)) };
}

/** Names what was done to places whose hash is wrong. */
export function explainBroken(broken: readonly Broken[], gaps: Gap[]): Finding[] {
  const findings: Finding[] = [];
  const bySealed = new Map(broken.map((each) => [each.sealedKey, each]));
  const explained = new Set<Broken>();
  for (const one of broken) {
    const other = bySealed.get(one.contentKey);
    if (explained.has(one) || !other || other === one || bySealed.get(other.contentKey) !== one) continue;
    findings.push({ kind: 'swapped', seq: one.seq, until: other.seq });
    explained.add(one).add(other);
  }
  const rest = broken.filter((each) => !explained.has(each));
  for (const each of rest) {
    if (explained.has(each)) continue;
    findings.push(explainFar(each, rest, gaps, explained) ?? explainOne(each));
  }
  return findings;
}

/** Places farther apart than the search went, that changed places or filled a gap. */
function explainFar(one: Broken, rest: readonly Broken[], gaps: Gap[], explained: Set<Broken>): Finding | null {
  if (one.differing.length > 0) return null;
  const wasAt = (seq: bigint) => sealOf({ ...one, seq }).equals(one.hash);
  const other = rest.slice(0, FAR).find((each) => each !== one && each.differing.length === 0 && wasAt(each.seq));
  if (other && sealOf({ ...other, seq: one.seq }).equals(other.hash)) {
    explained.add(other);
    return { kind: 'swapped', seq: one.seq, until: other.seq };
  }
  const gap = gaps.slice(0, FAR).find(({ from, to }) => from === to && wasAt(from));
  if (!gap) return null;
  gaps.splice(gaps.indexOf(gap), 1);
  const onTheWay = gaps.findIndex(({ to }) => to === one.seq - 1n);
  if (onTheWay >= 0) gaps.splice(onTheWay, 1);
  return { kind: 'moved', seq: one.seq, until: gap.from };
}

const FAR = 200;

function explainOne(broken: Broken): Finding {
  const { seq, entryId, differing, hash, expectedPrev, nextPrev, seal, body } = broken;
  const fits = (given: Partial<Broken>) => sealOf({ ...broken, ...given }).equals(hash);
  const isOnlySeal =
    nextPrev?.equals(seal) === true ||
    fits({ checks: checksOf(body) }) ||
    (expectedPrev !== null && fits({ prev: expectedPrev })) ||
    (expectedPrev !== null && fits({ prev: expectedPrev, checks: checksOf(body) }));
  return isOnlySeal ? { kind: 'seal', seq, entryId } : { kind: 'changed', seq, entryId, fields: differing };
}

/** Numbers that are missing. */
export function explainGaps(gaps: readonly Gap[]): Finding[] {
  return gaps.map(({ from, to }) => ({ kind: 'removed', seq: from, until: to }));
}
