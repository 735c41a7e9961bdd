import { DEFAULT_RULE_PROFILE } from '@rectify/domain';
import type { Cast, Plot } from '../plot.ts';
import type { HeadingText } from '../texts/text.ts';
import { APPROVAL_1 } from '../texts/approval-1.ts';
import { APPROVAL_2 } from '../texts/approval-2.ts';
import { APPROVAL_3 } from '../texts/approval-3.ts';
import { APPROVAL_4 } from '../texts/approval-4.ts';

export const APPROVAL: readonly HeadingText[] = [...APPROVAL_1, ...APPROVAL_2, ...APPROVAL_3, ...APPROVAL_4];

export const APPROVAL_CAST: Cast = {
  liaison: 'liaison-sp',
  leader: 'leader-sp',
  group: ['group1', 'group1b'],
  sections: {
    bg: { leader: '副局长 宋怀民', department: '办公室', owners: ['柳文静', '郭向阳'] },
    dt: { leader: '副局长 叶青禾', department: '大厅管理科', owners: ['江一帆', '孟秋实'] },
    sp: { leader: '副局长 叶青禾', department: '审批业务科', owners: ['白鹭', '冯远山'] },
    xx: { leader: '党组成员 邱树森', department: '信息技术科', owners: ['丁承志', '许星河'] },
    cw: { leader: '副局长 宋怀民', department: '财务科', owners: ['贺敏', '庄小满'] },
  },
  planLevels: DEFAULT_RULE_PROFILE.planLevels,
  closureLevels: DEFAULT_RULE_PROFILE.closureLevels,
  feedback: -80,
  planned: -72,
  due: 11,
};

const closed = (asked: number): Plot => ({ closure: [{ asked, pass: 3 }] });
const waiting = (asked: number, pass: number): Plot => ({ closure: [{ asked, pass }] });

/** When the issues of the second, supplementary feedback are entered. */
export const SUPPLEMENT_ON = -13;
export const SUPPLEMENT = new Set([52, 53, 54, 57, 58, 59, 60]);

export const APPROVAL_PLOTS: Readonly<Record<number, Plot>> = {
  // Closed, wave by wave
  ...{ 4: closed(-48), 11: closed(-48), 33: closed(-48), 41: closed(-48) },
  ...{ 1: closed(-41), 13: closed(-41), 18: closed(-41), 36: closed(-34), 26: closed(-34) },
  ...{ 2: closed(-27), 28: closed(-27), 6: closed(-20), 23: closed(-20), 31: closed(-20) },
  ...{ 8: closed(-13), 21: closed(-13), 46: closed(-6) },
  16: {
    ...closed(-27),
    target: '资产账、卡、物相符率达到100%',
    comment: { on: -15, text: '建议对遗失资产的责任认定情况再作一次回访。' },
  },
  3: {
    ...closed(-34),
    nature: 'long_term',
    due: 90,
    staged: { goal: '班子成员每人每年到一线不少于6次，跨层级事项全部书面上报并跟踪', review: 60 },
  },
  38: {
    ...closed(-13),
    nature: 'long_term',
    due: 120,
    staged: { goal: '三年内35岁以下干部占比达到25%', review: 90 },
  },

  // At the levels of 销号
  7: waiting(-3, 0),
  42: waiting(-2, 0),
  12: { ...waiting(-6, 1), evidence: { datedOn: -96 } },
  22: { ...waiting(-3, 1), evidence: { seed: '往来款项与合同清理情况说明' } },
  17: { ...waiting(-10, 2), due: 3 },
  32: { ...waiting(-8, 2), due: 6 },

  // Returned, once or twice
  9: {
    due: 2,
    closure: [
      {
        asked: -20,
        pass: 1,
        returned: '容缺清单没有附窗口公示照片，请补充公示照片和近两个月容缺办件明细。',
        rejected: '清单为征求意见稿，请换成正式印发件。',
        amended: '已补充印发件、公示照片和76件容缺办件明细。',
      },
    ],
  },
  19: {
    due: 1,
    closure: [
      {
        asked: -34,
        pass: 1,
        returned: '案例汇编缺少科室讨论记录，请补齐12个科室的讨论记录后再报。',
        amended: '12个科室讨论记录已补齐上传。',
      },
      { asked: -16, pass: 2, returned: '电话回访不能代替当面回访，旁听庭审尚未实际开展，请做实后再报。' },
    ],
  },
  27: { closure: [{ asked: -13, pass: 0, returned: '报表压减情况请附街道确认的前后对照表。' }] },
  37: {
    closure: [{ asked: -16, pass: 2, returned: '信息不一致的5卷档案认定材料未见组织部门盖章页，请补充。' }],
  },
  47: {
    due: 8,
    closure: [
      {
        asked: -27,
        pass: 0,
        returned: '恢复整改的9个问题未逐项附现场核实记录，请补充后再报。',
        amended: '已补充7个问题的现场核实记录和照片。',
      },
      { asked: -16, pass: 1, returned: '仍有2个问题没有现场核实记录，请核实到位并附照片后再报。' },
    ],
  },

  // Overdue
  29: { due: -3 },
  39: { due: -8, comment: { on: -5, text: '编外人员权限问题涉及企业信息安全，建议巡察办跟踪督促。' } },
  51: { due: -15, with: ['区大数据中心'], target: '等级保护测评通过，中高风险项全部清零' },

  // Extended, with the first limit kept; one more asks
  24: {
    due: -4,
    extension: {
      asked: -11,
      to: 28,
      pass: 2,
      why: '14个合同的履约审计需调取供应商账簿，审计机构书面建议延长，申请延期。',
    },
  },
  49: {
    due: 4,
    extension: { asked: -9, to: 35, pass: 2, why: '2名反映人在外地务工，需等其返回后当面核实，申请延期。' },
  },
  50: {
    due: 5,
    extension: { asked: -3, to: 40, pass: 1, why: '婚姻登记接口需上级部门授权，预计下月中旬批复，申请延期。' },
  },

  // Reopened, withdrawn
  14: {
    closure: [{ asked: -34, pass: 3 }],
    reopened: {
      on: -9,
      reason: '暗访发现大厅午间再次断岗，潮汐窗口没有按排班开放，群众等候超过一小时。',
      evidence: '暗访记录第5号、大厅监控截图4张',
    },
  },
  45: { withdrawn: { on: -66, reason: '与第43项部分重复，系梳理反馈问题时拆分不当，合并到第43项整改。' } },

  // Under way
  5: { due: 0 },
  34: { due: 0 },
  10: { due: 3, with: ['区文化和旅游局', '望海街道'], target: '街道窗口人员对下放事项独立办理率不低于90%' },
  15: { due: 7 },
  20: { due: 45, nature: 'long_term', with: ['区文化和旅游局', '区住房和城乡建设局'] },
  30: { due: 16 },
  35: { due: 18 },
  40: { due: 90, nature: 'long_term', target: '窗口一线优秀等次占比不低于全局平均水平' },
  44: { due: 30 },
  48: { due: 9 },
  56: { evidence: { seed: '往来款项与合同清理情况说明' } },
  55: { due: 25, with: ['区文化和旅游局'] },

  // The supplementary feedback: being planned, or not yet
  52: {
    due: 60,
    plan: [
      { asked: -11, pass: 1, returned: '分批移交没有写明每批数量和完成时间，请补充后重新提交。' },
      { asked: -4, pass: 1 },
    ],
  },
  53: { due: 55, plan: [{ asked: -11, pass: 0, returned: '预案没有明确值班和会商责任人，请补充。' }] },
  54: {
    due: 50,
    plan: [
      { asked: -11, pass: 0, returned: '措施过于笼统，请逐项写明清点范围和责任人。' },
      { asked: -7, pass: 1, returned: '请补充内网传输的具体方式和检查频次。' },
    ],
  },
  57: { due: 65, source: 'audit', plan: [{ asked: -2, pass: 0 }] },
  58: { due: 65, source: 'audit', plan: [{ asked: -5, pass: 1 }] },
  59: { due: 70, source: 'petition', plan: [] },
  60: { due: 70, source: 'big_data', plan: [] },
};

/** 党内公开: people, talks and security of systems are not for the street. */
export const APPROVAL_PARTY = [17, 19, 31, 32, 33, 36, 37, 38, 39, 40, 42, 44, 47, 51];
