/** Figures that a report may name, each computed from the ledger (domain §6, §7); `unit` is what they count. */
export const FIGURES = {
  issues_total: { label: '反馈问题总数', unit: '项' },
  issues_completed: { label: '已完成整改', unit: '项' },
  issues_staged: { label: '阶段性完成、持续整改', unit: '项' },
  issues_unfinished: { label: '正在整改', unit: '项' },
  completion_rate: { label: '整改完成率', unit: '' },
  measures_total: { label: '整改措施总数', unit: '条' },
  measures_done: { label: '已完成措施', unit: '条' },
  systems_established: { label: '建章立制', unit: '项' },
  money_recovered: { label: '清退、追缴、挽回资金', unit: '' },
  people_handled: { label: '处理人员', unit: '人次' },
  training_held: { label: '培训、会议', unit: '次' },
  units_total: { label: '涉及单位', unit: '个' },
} as const;
export type FigureCode = keyof typeof FIGURES;
export const FIGURE_CODES = Object.keys(FIGURES) as [FigureCode, ...FigureCode[]];
