import { ordinalAt } from '../ordinals.ts';
import { findingAt, issueName } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

// Words that say nothing by themselves. A clause made of nothing else is a set phrase; any word that is
// missing here (财务, 培训, 河道 …) names something and ends the suspicion.
const empty = new Set(
  (
    '进一步 切实 不断 持续 扎实 着力 大力 认真 严格 全面 深入 积极 高度 始终 坚决 坚持 牢固 有效 稳步 努力 ' +
    '提高 提升 强化 加强 增强 压实 压紧 压紧压实 完善 健全 规范 推进 推动 落实 深化 巩固 抓好 抓实 抓细 履行 狠抓 夯实 筑牢 树牢 树立 确保 形成 取得 建立 建立健全 加大 优化 改进 转变 扛牢 扛起 ' +
    '机制 制度 体制 体系 责任 担当 担当精神 意识 站位 认识 思想 政治 政治站位 组织 领导 组织领导 工作 整改 水平 能力 质量 质效 效能 作风 管理 监督 力度 成效 实效 效果 成果 到位 重视 思路 方法 措施 举措 ' +
    '问题 问题导向 目标导向 跟踪 跟踪问效 常抓不懈 久久为功 举一反三 引以为戒 真抓实干 标本兼治 统筹兼顾 压茬推进 一抓到底 见行见效 长效 长效机制 常态化 制度化 明显 显著 良好 较好 各项 任务 要求 部署 精神 统一 主动 主动性 自觉 自觉性 积极性 责任感 使命感 紧迫感 ' +
    '的 和 与 及 了 并 把 将 以 抓 做好 做实 做到 落细 落地 落地见效 见效 整体 总体 相关 有关 服务 理念 大局 全局 高质量 发展 队伍 队伍建设 建设 营造 氛围 浓厚 精心 周密 严密 学习 有序 有力 科学 合理 ' +
    '要 要求 更 更高 更严 更实 更大 更有力 力度 标准 高标准 高起点 再 再上 新 新台阶 新水平 新成效 新局面 上台阶 上水平 开创 全力 全力以赴 全力推进 加快 落到实处 落实落地 落地落实 落地生根 落细落实 落实落细 抓出 抓出成效 抓出实效 见到实效 取得实效 抓紧 抓严 紧抓 抓手 抓常 抓长 ' +
    '动力 合力 凝聚 汇聚 汇聚合力 定力 恒心 决心 信心 韧劲 一以贯之 持之以恒 驰而不息 锲而不舍 善作善成 同时 继续 坚定 坚定不移 毫不放松 毫不动摇 做 好 大 细 实 紧 严 深 强 高 上 下 全力以赴抓好 从严 从实 从细 从紧 高效 精细 精准 迈上 再提升 再加强 提档升级 提质增效 提质 增效 全方位 多措并举 协同 联动 统筹 谋划 推进会商 层层 传导 压力 层层传导 层层压实 同频共振 ' +
    '各方 监管 协调 配合 协调配合 实实在在 为 引领 党建 党组织 凝聚力 战斗力 充分 发挥 充分发挥 党员 先锋模范 作用 事业 织密 网络 保持 高压 态势 守护 守护好 守牢 人民群众 群众 安全 防线 底线 规范化 规范化水平 保障 支撑 提供 夯实基础 基础'
  ).split(' '),
);
const longest = Math.max(...[...empty].map((word) => word.length));

/** What is left of a clause when the empty words are taken away. */
function substance(clause: string): string {
  let at = 0;
  let rest = '';
  while (at < clause.length) {
    let length = Math.min(longest, clause.length - at);
    while (length > 0 && !empty.has(clause.slice(at, at + length))) length -= 1;
    if (length === 0) rest += clause[at];
    at += Math.max(1, length);
  }
  return rest;
}

/** Words that tell of a deed or of a thing that may be looked up. */
const deed =
  /[已了会章表册簿岗]|成立|印发|出台|修订|专班|方案|办法|细则|台账|清单|培训|检查|督查|公示|签订|约谈|考核|谈话|排查/;

/** Measures that are set phrases from end to end: no number, no date, nothing with a name. */
export function vagueFindings(context: CheckContext): CheckFinding[] {
  return context.issues.flatMap((issue) =>
    issue.measures.flatMap((passage, order) => {
      const from = ordinalAt(passage.norm)?.textFrom ?? 0;
      if (!isWhole(issue, order) || !isEmptyTalk(passage.norm.slice(from), issue.issue.title)) return [];
      return [
        findingAt(context, passage, from, passage.norm.trimEnd().length, {
          code: 'vague',
          severity: 'warning',
          message: `${issueName(issue)}的这条措施全是套话，没有数字、日期和具体事项。请写明做了什么、何时做的、结果如何。`,
        }),
      ];
    }),
  );
}

/** What the measure takes from the title of its issue (公开意识, 燃气安全) says nothing new. */
function withoutTitle(rest: string, title: string): string {
  if (rest.length < 2 || rest.length > 4) return rest;
  return title.includes(rest) ? '' : rest;
}

function isEmptyTalk(text: string, title: string): boolean {
  if (text.length > 300 || /[\d“《"]/.test(text)) return false;
  const clauses = text.split(/[,。;、:\s]/).filter(Boolean);
  const length = clauses.reduce((all, each) => all + each.length, 0);
  if (length < 10 || clauses.length < 2) return false;
  const rests = clauses.map((each) => withoutTitle(substance(each), title)).filter(Boolean);
  // One word of the trade among many set phrases (为农服务, 内控建设) makes them no measure yet.
  const [only = ''] = rests;
  return rests.length === 0 || (rests.length === 1 && only.length <= 2 && length >= 30 && !deed.test(text));
}

/** A further paragraph without an ordinal may say what was done: then the measure is not only this one. */
function isWhole(issue: IssuePassages, order: number): boolean {
  const next: Passage | undefined = issue.measures[order + 1];
  return next === undefined || ordinalAt(next.norm) !== null;
}
