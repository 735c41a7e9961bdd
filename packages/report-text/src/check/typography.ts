import { findingAt } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { pairFindings } from './pairs.ts';
import type { CheckFinding } from './types.ts';

const han = '\\u4e00-\\u9fff';
const half = new RegExp(`(?<=[${han}\\d”》）)])[,;:?!](?=[${han}“《（])`, 'g');
const full = /[，；：？！]/g;
const wide: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };
const doubled = /(?<=[\u4e00-\u9fff\d”》）)a-zA-Z])(?:[，。；：、,;][，。；：、,;]{1,5})(?![，。；：、,;])/g;
const gap = new RegExp(`[${han}] [${han}]`, 'g');
const writtenDay = /(?:\d{4} ?年)? ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?/g;

/** What is wrong with signs and spaces; where a whole text keeps a habit, it is said once. */
export function typographyFindings(context: CheckContext): CheckFinding[] {
  const passages = context.passages.filter((each) => each.section !== 'furniture' && each.section !== 'contact');
  return [
    ...widthFindings(context, passages),
    ...passages.flatMap((passage) => doubledFindings(context, passage)),
    ...passages.flatMap((passage) => gapFindings(context, passage)),
    ...passages.flatMap((passage) => dayGapFindings(context, passage)),
    ...pairFindings(context, passages),
    ...straightFindings(context, passages),
  ];
}

/** As written: folding would hide what this is about. */
function written(passage: Passage): string {
  return passage.paragraph.text.slice(passage.from, passage.to);
}

function widthFindings(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const halves = passages.flatMap((passage) =>
    [...written(passage).matchAll(half)].map((found) => ({ passage, at: found.index, sign: found[0] })),
  );
  const [first] = halves;
  if (!first) return [];
  const fulls = passages.reduce((all, each) => all + (written(each).match(full)?.length ?? 0), 0);
  if (halves.length >= 4 && halves.length >= fulls * 0.3) {
    const message = `全文多用半角标点（共 ${halves.length} 处，此为第一处）。公文应当用全角标点，请统一替换。`;
    return [
      findingAt(context, first.passage, Math.max(0, first.at - 8), first.at + 1, {
        code: 'typography',
        severity: 'note',
        message,
      }),
    ];
  }
  return halves.slice(0, 50).map(({ passage, at, sign }) => {
    const right = wide[sign] ?? sign;
    return findingAt(context, passage, at, at + 1, {
      code: 'typography',
      severity: 'note',
      message: `此处用了半角“${sign}”，应为全角“${right}”。`,
      repair: { replacement: right, label: `改为“${right}”` },
    });
  });
}

const straight = new RegExp(`"[${han}][^"“”\\n]{0,60}"`, 'g');

/** "…" where the rest of the text has “…”; a text that always writes so keeps its habit. */
function straightFindings(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const found = passages.flatMap((passage) =>
    [...written(passage).matchAll(straight)].map((each) => ({ passage, at: each.index, words: each[0] })),
  );
  const curly = passages.reduce((all, each) => all + (written(each).match(/“/g)?.length ?? 0), 0);
  if (found.length > 6 || found.length >= curly) return [];
  return found.map(({ passage, at, words }) => {
    const replacement = `“${words.slice(1, -1)}”`;
    return findingAt(context, passage, at, at + words.length, {
      code: 'typography',
      severity: 'note',
      message: '此处用了半角引号，与全文的“”不一致。',
      repair: { replacement, label: '改为全角引号' },
    });
  });
}

function doubledFindings(context: CheckContext, passage: Passage): CheckFinding[] {
  return [...written(passage).matchAll(doubled)].slice(0, 20).map((found) => {
    const signs = found[0];
    const right = signs.includes('。') ? '。' : (signs[0] ?? '');
    // “二、。”: the first sign is the number's, and what belongs behind it only the writer knows.
    const isHead = /^\(?[一二三四五六七八九十\d]{1,3}\)?$/.test(passage.norm.slice(0, found.index));
    return findingAt(context, passage, found.index, found.index + signs.length, {
      code: 'typography',
      severity: 'warning',
      message: `标点“${signs}”重复。`,
      ...(!isHead && { repair: { replacement: right, label: `改为“${right}”` } }),
    });
  });
}

/** Between the names of two bodies a space is right: 区委办公室 区政府办公室. */
const bodyEnd = /[室府委局会厅部院组党办队处科校司社团站所长任记员授]$/;

/** 第一部分 主体责任: the space after the number of a part belongs there. */
const partHead = /^第[一二三四五六七八九十]{1,3}(?:部分|[章节编篇])$/;
/** What ends in such a sign and is a word with the next: 组 织, 部 门. */
const oneWord =
  /^(?:组 [织建员]|部 [门署]|会 议|党 [员组委]|办 [理法]|队 伍|处 [理置]|科 [学室]|社 [会区]|团 [结队]|站 [位点]|长 [期效]|任 [务职]|记 录|员 工|委 员|局 [面部]|所 [有属]|厅 长|校 [园长])$/;

function gapFindings(context: CheckContext, passage: Passage): CheckFinding[] {
  if (!context.isReport || passage.section === 'title' || passage.section === 'signature') return [];
  if (passage.norm.length < 16) return [];
  const text = written(passage).replace(/《[^《》]{0,120}》|“[^“”]{0,120}”/g, (quoted) => '□'.repeat(quoted.length));
  const gaps = [...text.matchAll(gap)].filter(
    (found) => found.index > 8 || !partHead.test(text.slice(0, found.index + 1)),
  );
  // Several spaces part the members of a list.
  if (gaps.length === 0 || gaps.length > 2) return [];
  return gaps
    .filter((found) => !bodyEnd.test(found[0][0] ?? '') || oneWord.test(found[0]))
    .map((found) =>
      findingAt(context, passage, found.index, found.index + 3, {
        code: 'typography',
        severity: 'note',
        message: `“${found[0]}”中间多了空格。`,
        repair: { replacement: '', label: '删去空格', at: [1, 2] },
      }),
    );
}

/** 2023 年12月: a date that has a space in one place and none in another; a text that always has them keeps its habit. */
function dayGapFindings(context: CheckContext, passage: Passage): CheckFinding[] {
  return [...written(passage).matchAll(writtenDay)].flatMap((found) => {
    const words = found[0].trimStart();
    const joints = words.match(/(?<=\d) ?(?=[年月日号])|(?<=[年月]) ?(?=\d)/g) ?? [];
    const spaced = joints.filter((each) => each !== '').length;
    if (spaced === 0 || spaced === joints.length) return [];
    const at = found.index + found[0].length - words.length;
    return [
      findingAt(context, passage, at, at + words.length, {
        code: 'typography',
        severity: 'note',
        message: `日期“${words}”中间多了空格。`,
        repair: { replacement: words.replaceAll(' ', ''), label: '删去空格' },
      }),
    ];
  });
}
