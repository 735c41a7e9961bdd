import { DEFAULT_RULE_PROFILE } from '@rectify/domain';
import type { Cast, Plot } from '../plot.ts';

export const STREET_CAST: Cast = {
  liaison: 'liaison-wh',
  leader: 'leader-wh',
  group: ['group2'],
  sections: {
    cj: { leader: '副主任 鲁海峰', department: '城市建设办', owners: ['邓立冬', '田小禾'] },
    aq: { leader: '副主任 鲁海峰', department: '应急管理办', owners: ['史铁城', '田小禾'] },
    dz: { leader: '副书记 严雪松', department: '党政办', owners: ['薛明珠', '罗一舟'] },
    jj: { leader: '副主任 齐宏图', department: '经济发展办', owners: ['钱佩兰', '蒋正午'] },
    ms: { leader: '副书记 严雪松', department: '民生保障办', owners: ['于春晓', '蒋正午'] },
  },
  planLevels: DEFAULT_RULE_PROFILE.planLevels,
  closureLevels: DEFAULT_RULE_PROFILE.closureLevels,
  feedback: -40,
  planned: -36,
  due: 51,
};

export const STREET_PLOTS: Readonly<Record<number, Plot>> = {
  1: { with: ['区住房和城乡建设局', '听涛社区'] },
  2: { due: 18, nature: 'immediate', target: '沿街商铺住人阁楼全部清零' },
  3: { closure: [{ asked: -4, pass: 1 }], due: 20 },
  4: { due: 8, extension: { asked: -2, to: 40, pass: 0, why: '部分企业负责人外出，走访签字须待其返回，申请延期。' } },
  5: { due: 120, nature: 'long_term', with: ['澄湾社区'] },
  6: { closure: [{ asked: -2, pass: 0 }], due: 14 },
  10: { closure: [{ asked: -10, pass: 3 }] },
  11: {
    plan: [
      { asked: -33, pass: 1, returned: '请写明白条核实的起止年度和退缴时限。' },
      { asked: -5, pass: 1 },
    ],
  },
  12: { plan: [{ asked: -30, pass: 0, returned: '两条措施都没有写明检查频次，请补充后再报。' }] },
};
