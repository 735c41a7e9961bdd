/** What a small label announces: the problem, the measures, how far they are, or a particular. */
export type LabelFamily = 'problem' | 'measures' | 'status' | 'field';

/** A label in a paragraph: its words, where it begins and where what it announces begins. */
export interface Label {
  family: LabelFamily;
  name: string;
  from: number;
  textFrom: number;
  /** 措施 are promised, 情况 reports: a 情况 after 措施 says how far they are. */
  promises: boolean;
}

const problemNames =
  '反馈问题|巡察反馈问题|问题描述|问题表现|具体问题|存在问题|存在的问题|主要问题|反馈意见|反馈内容|问题内容|具体表现|主要表现|问题';
const measureNames =
  '具体整改措施|主要整改措施|采取的整改措施|整改措施及成效|整改措施及落实情况|整改措施和成效|整改落实情况|整改工作情况|整改推进情况|整改情况|整改措施|整改举措|整改落实|整改做法|具体措施|主要措施|主要做法|采取措施|采取的措施|落实措施|措施';
const statusNames =
  '整改完成情况|整改进展情况|整改进展|整改进度|整改结果|整改成效|整改效果|整改现状|完成情况|落实情况|进展情况|取得成效|整改状态|工作成效|完成状态';
const fieldNames =
  '整改目标|整改时限|完成时限|整改期限|完成时间|整改时间|责任领导|分管领导|牵头领导|责任部门|责任单位|责任科室|责任处室|牵头单位|牵头部门|牵头科室|配合单位|责任人员|责任人|整改责任人|整改责任单位|整改类型|整改类别|下一步打算|下一步计划|下一步工作|下一步措施|原因分析|产生原因|问题原因|备注';

const names = `(?<problem>${problemNames})|(?<status>${statusNames})|(?<measures>${measureNames})|(?<field>${fieldNames})`;
const wrapOpen = '[【[(〈<]?';
const alone = new RegExp(
  `^[◆●■▲*·•\\- ]{0,3}(?:[(]\\d[)] ?|[①-⑨] ?)?${wrapOpen} ?(?:${names})(?:如下)? ?[】\\])〉>]? ?[:。;]?$`,
);
const leading = new RegExp(
  `^[◆●■▲*·•\\- ]{0,3}(?:${wrapOpen} ?(?:${names})(?:如下)? ?[】\\])〉>]? ?:|[【[] ?(?:${names.replace(/\?</g, '?<b')}) ?[】\\]]) ?`,
);
const families = new Map<string, LabelFamily>([
  ...fieldNames.split('|').map((name) => [name, 'field'] as const),
  ...measureNames.split('|').map((name) => [name, 'measures'] as const),
  ...statusNames.split('|').map((name) => [name, 'status'] as const),
  ...problemNames.split('|').map((name) => [name, 'problem'] as const),
]);
const lastSigns = new Set([...families.keys()].map((name) => name.at(-1)));
const longestName = Math.max(...[...families.keys()].map((name) => name.length));

const mayLead = /^[◆●■▲*·•\- 【[(〈<一二三四五六七八九十\d整反巡问存主具采落措完进取工责分牵配下原产备]/;

function toLabel(groups: Record<string, string | undefined>, from: number, textFrom: number): Label {
  for (const family of ['problem', 'status', 'measures', 'field'] as const) {
    const name = groups[family] ?? groups[`b${family}`];
    if (name !== undefined) return { family, name, from, textFrom, promises: /措施|举措/.test(name) };
  }
  return { family: 'field', name: '', from, textFrom, promises: false };
}

/** The label that a paragraph consists of, or begins with (整改情况：…); null when there is none. */
export function leadingLabel(norm: string): Label | null {
  if (!mayLead.test(norm)) return null;
  const head = norm.slice(0, 48);
  const whole = norm.length <= 40 ? alone.exec(head) : null;
  // A line that is only 问题 or 措施 without a colon is too weak to be a label.
  if (whole && (/[:】\]]/.test(head) || head.length >= 4)) return toLabel(whole.groups ?? {}, 0, norm.length);
  const found = leading.exec(head);
  return found ? toLabel(found.groups ?? {}, 0, found[0].length) : null;
}

/** Labels in the middle of a paragraph: …问题。整改措施：… */
export function innerLabels(norm: string, from: number): Label[] {
  const found: Label[] = [];
  for (let colon = norm.indexOf(':', from); colon >= 0; colon = norm.indexOf(':', colon + 1)) {
    const label = labelBefore(norm, from, colon);
    if (label) found.push(label);
  }
  return found;
}

function labelBefore(norm: string, from: number, colon: number): Label | null {
  const end = /[】\])]/.test(norm[colon - 1] ?? '') ? colon - 1 : colon;
  if (!lastSigns.has(norm[end - 1])) return null;
  for (let length = Math.min(longestName, end - from); length >= 2; length -= 1) {
    const name = norm.slice(end - length, end);
    const family = families.get(name);
    if (family === undefined) continue;
    const start = /[【[(〈<]/.test(norm[end - length - 1] ?? '') ? end - length - 1 : end - length;
    // Only behind a full stop: “…问题，整改情况如下：” in a sentence is no label.
    if (start <= from || !/[。;.!?】)” ]/.test(norm[start - 1] ?? '')) return null;
    return { family, name, from: start, textFrom: colon + 1, promises: /措施|举措/.test(name) };
  }
  return null;
}
