import { BODIES, CONSEQUENCES, DEFECTS, DISTRICTS, GIVEN_NAMES, MATTERS, RARE, STEPS, SURNAMES } from './vocabulary.ts';

/** How many texts of each kind there are, of which the rows of the ledger draw theirs. */
export const POOL_SIZES = {
  title: 4_000,
  sentence: 20_000,
  rare: RARE.length,
  step: 6_000,
  person: 2_500,
  category: 300,
} as const;

/** Random numbers that are the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = createRandom(20_240_926);
const below = (size: number) => Math.floor(random() * size);
const some = (list: readonly string[]) => list[below(list.length)] ?? '';
/** Prefers the beginning of the list. */
const usual = (list: readonly string[]) => list[Math.floor(list.length * random() ** 2.2)] ?? '';

const DETAILS: (() => string)[] = [
  () => `抽查${5 + below(90)}份材料，有${1 + below(40)}份${some(DEFECTS)}`,
  () => `${2019 + below(4)}年至${2023 + below(3)}年涉及资金${(below(90_000) / 100).toFixed(2)}万元`,
  () => `${some(DISTRICTS)}${some(BODIES)}等${2 + below(9)}个单位${some(DEFECTS)}`,
  () => `截至检查时仍有${1 + below(30)}项任务${some(DEFECTS)}`,
  () => `个别干部对${usual(MATTERS)}认识不到位，日常工作${some(DEFECTS)}`,
];

const sentence = () =>
  `${usual(MATTERS)}${some(DEFECTS)}，${DETAILS[below(DETAILS.length)]?.()}，${some(CONSEQUENCES)}。`;
const step = () => `${some(STEPS)}，${some(STEPS)}，针对${usual(MATTERS)}${some(DEFECTS)}的情况，${some(STEPS)}。`;
const person = () => some(SURNAMES) + some(GIVEN_NAMES) + (random() < 0.6 ? some(GIVEN_NAMES) : '');

/** Texts of each kind. */
export function composePools(): Record<keyof typeof POOL_SIZES, string[]> {
  const many = (kind: keyof typeof POOL_SIZES, compose: (index: number) => string) =>
    Array.from({ length: POOL_SIZES[kind] }, (_, index) => compose(index));
  return {
    title: many('title', () => usual(MATTERS) + some(DEFECTS)),
    sentence: many('sentence', sentence),
    rare: many('rare', (index) => `${RARE[index]}未按期完成。`),
    step: many('step', step),
    person: many('person', person),
    category: many('category', () => `${usual(MATTERS)}方面`),
  };
}
