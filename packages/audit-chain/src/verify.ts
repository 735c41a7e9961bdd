import type { Checkpoint } from './checkpoint.ts';
import { explainBroken, explainGaps, explainShifts, type Broken, type Gap, type Run } from './explain.ts';
import type { Finding } from './finding.ts';
import {
  checksOf,
  contentKey,
  fieldsThatDiffer,
  GENESIS,
  HASH_BYTES,
  isSealed,
  sealOf,
  valuesOf,
  type Link,
} from './seal.ts';

/** A checkpoint to hold against the chain, under the name that people know it by. */
export interface Witness {
  name: string;
  checkpoint: Checkpoint;
  /** Whether its signature is right. */
  isGenuine: boolean;
}

export interface Verdict {
  /** Places of the chain that were looked at. */
  count: number;
  head: { seq: bigint; hash: string } | null;
  findings: Finding[];
  /** Broken places beyond those that are named one by one. */
  unnamed: number;
  /** The checkpoints that the chain agrees with. */
  agreed: Witness[];
}

export interface Start {
  seq: bigint;
  hash: Buffer;
}

/** Broken places that are examined and named one by one. */
const NAMED = 5_000;
/** How far from its place an entry is looked for, and how often in vain, before the search is left to the end. */
const REACH = 64n;
const SEARCHES = 2_000;
const EMPTY = Buffer.alloc(0);

const hex = (bytes: Buffer) => bytes.toString('hex');

/** Walks along a chain, place by place, and says in the end what is wrong with it. Keeps only what is broken. */
export class ChainVerifier {
  readonly #witnesses: readonly Witness[];
  readonly #bySeq = new Map<bigint, Witness[]>();
  readonly #findings: Finding[] = [];
  readonly #gaps: Gap[] = [];
  readonly #runs: Run[] = [];
  readonly #broken: Broken[] = [];
  readonly #agreed: Witness[] = [];
  readonly #denied: Witness[] = [];
  #expected: bigint;
  #count = 0;
  #unnamed = 0;
  #searches = 0;
  #shift = 0n;
  #isSound = true;
  /** The hash of the place before, copied: what a reader gives may be overwritten. */
  readonly #last = Buffer.from(GENESIS);

  constructor({ witnesses = [], start }: { witnesses?: readonly Witness[]; start?: Start | undefined } = {}) {
    this.#witnesses = witnesses;
    for (const witness of witnesses) {
      const { seq } = witness.checkpoint;
      this.#bySeq.set(seq, [...(this.#bySeq.get(seq) ?? []), witness]);
    }
    this.#expected = (start?.seq ?? 0n) + 1n;
    start?.hash.copy(this.#last);
  }

  get count(): number {
    return this.#count;
  }

  /** Places found wrong so far. */
  get troubles(): number {
    return this.#findings.length + this.#gaps.length + this.#runs.length + this.#broken.length + this.#unnamed;
  }

  /** Takes the next place of the chain, in the order of the numbers. */
  add(link: Link): void {
    this.#count += 1;
    if (link.seq < this.#expected) {
      this.#name({ kind: 'inserted', seq: link.seq, entryId: this.#idOf(link) });
      return;
    }
    if (link.seq > this.#expected) this.#skipTo(link.seq);
    this.#compareWitnesses(link);
    this.#examine(link);
    this.#expected = link.seq + 1n;
    if (link.hash.length === HASH_BYTES) link.hash.copy(this.#last);
    else this.#last.fill(0);
  }

  /** Takes an entry that no place of the chain seals. */
  addUnsealed(entryId: string): void {
    this.#name({ kind: 'inserted', seq: null, entryId });
  }

  /** Takes what a reader found wrong before there were places to look at. */
  addFinding(finding: Finding): void {
    this.#findings.push(finding);
  }

  finish(): Verdict {
    const end = this.#expected - 1n;
    const shifts = explainShifts(this.#runs, end, new Set(this.#broken.map(({ seq }) => seq)));
    const inside = [
      ...this.#findings.filter(({ seq }) => seq === null || !shifts.forged.has(seq)),
      ...shifts.findings,
      ...explainBroken(
        this.#broken.filter(({ seq }) => !shifts.forged.has(seq)),
        this.#gaps,
      ),
      ...explainGaps(this.#gaps),
    ];
    const findings = [...inside, ...this.#outside(inside, end, shifts.final)].toSorted(bySeq);
    const head = this.#count === 0 ? null : { seq: end, hash: hex(this.#last) };
    return { count: this.#count, head, findings, unnamed: this.#unnamed, agreed: this.#agreed };
  }

  #skipTo(seq: bigint): void {
    this.#gaps.push({ from: this.#expected, to: seq - 1n });
    this.#isSound = false;
  }

  #name(finding: Finding): void {
    if (this.#findings.length < NAMED) this.#findings.push(finding);
    else this.#unnamed += 1;
  }

  #idOf({ body }: Link): string | undefined {
    return body ? (valuesOf(body)[0] ?? undefined) : undefined;
  }

  #compareWitnesses(link: Link): void {
    for (const witness of this.#bySeq.get(link.seq) ?? []) {
      if (!witness.isGenuine) continue;
      if (witness.checkpoint.hash === hex(link.hash)) this.#agreed.push(witness);
      else this.#denied.push(witness);
    }
  }

  #examine(link: Link): void {
    const follows = this.#last.equals(link.prev);
    if (!link.body) {
      this.#name({ kind: 'removed', seq: link.seq });
      // Its own hash cannot be computed any more; that the next one follows it can.
      this.#isSound = this.#isSound && follows;
      return;
    }
    if (isSealed(link)) return this.#goOn(link, 0n, follows);
    const previous = this.#broken.at(-1);
    if (previous?.seq === link.seq - 1n) previous.nextPrev = Buffer.from(link.prev);
    const differing = fieldsThatDiffer(link.checks, link.body);
    const shift = differing.length === 0 ? this.#findShift(link) : null;
    if (shift === null) return this.#keepBroken(link, differing);
    this.#keepRun(link.seq, shift);
    this.#goOn(link, shift, follows);
  }

  /** A place whose own hash is right: it must follow the one before, unless that is known to be wrong. */
  #goOn(link: Link, shift: bigint, follows: boolean): void {
    const previous = this.#broken.at(-1);
    if (previous?.seq === link.seq - 1n) previous.nextPrev = Buffer.from(link.prev);
    else if (this.#isSound && shift === this.#shift && !follows) {
      // The place before was changed and sealed anew; its successor remembers what it was.
      this.#name(
        link.seq === 1n ? { kind: 'seal', seq: link.seq } : { kind: 'changed', seq: link.seq - 1n, fields: [] },
      );
    }
    this.#isSound = true;
    this.#shift = shift;
  }

  /** How far a place stands from where it was sealed; null when it was not sealed anywhere near. */
  #findShift(link: Link): bigint | null {
    const { seq, prev, checks, body } = link;
    const fits = (shift: bigint) => shift !== 0n && sealOf({ prev, checks, body, seq: seq + shift }).equals(link.hash);
    if (fits(this.#shift)) return this.#shift;
    if (this.#searches >= SEARCHES) return null;
    this.#searches += 1;
    for (let distance = 1n; distance <= REACH; distance += 1n) {
      if (fits(distance)) return distance;
      if (fits(-distance)) return -distance;
    }
    return null;
  }

  #keepRun(seq: bigint, shift: bigint): void {
    const run = this.#runs.at(-1);
    if (run && run.shift === shift && run.to === seq - 1n) run.to = seq;
    else this.#runs.push({ from: seq, to: seq, shift });
  }

  #keepBroken(link: Link, differing: Broken['differing']): void {
    const expectedPrev = this.#isSound ? Buffer.from(this.#last) : null;
    this.#isSound = false;
    if (this.#broken.length >= NAMED) {
      this.#unnamed += 1;
      return;
    }
    const body = Buffer.from(link.body ?? EMPTY);
    const checks = Buffer.from(link.checks);
    this.#broken.push({
      ...{ seq: link.seq, prev: Buffer.from(link.prev), hash: Buffer.from(link.hash), checks, body },
      ...{ seal: sealOf(link), differing, expectedPrev, nextPrev: null, entryId: this.#idOf(link) },
      ...{ contentKey: contentKey(checksOf(body)), sealedKey: contentKey(checks) },
    });
  }

  /** What only a copy of the head that was kept elsewhere can show. */
  #outside(inside: readonly Finding[], end: bigint, finalShift: bigint): Finding[] {
    const forged = this.#witnesses.filter(({ isGenuine }) => !isGenuine);
    const findings: Finding[] = forged.map(({ name }) => ({ kind: 'checkpoint', seq: null, name }));
    const genuine = this.#witnesses.filter(({ isGenuine }) => isGenuine);
    const longest = genuine.toSorted((a, b) => Number(a.checkpoint.seq - b.checkpoint.seq)).at(-1);
    const originalEnd = end + (finalShift > 0n ? finalShift : 0n);
    if (longest && longest.checkpoint.seq > originalEnd)
      findings.push({ kind: 'cut', seq: originalEnd + 1n, until: longest.checkpoint.seq, name: longest.name });
    const first = this.#denied[0];
    const seq = first?.checkpoint.seq ?? 0n;
    // Where a place at or before it is broken anyway, the checkpoint tells nothing new.
    if (first && !inside.some((finding) => finding.seq === null || finding.seq <= seq)) {
      const from =
        this.#agreed
          .map(({ checkpoint }) => checkpoint.seq)
          .filter((agreed) => agreed < seq)
          .at(-1) ?? 0n;
      findings.push({ kind: 'recomputed', seq: from + 1n, until: seq, name: first.name });
    }
    return findings;
  }
}

function bySeq(a: Finding, b: Finding): number {
  if (a.seq === null || b.seq === null) return Number(a.seq === null) - Number(b.seq === null);
  return a.seq < b.seq ? -1 : Number(a.seq > b.seq);
}
