import type { Role, UnitKind } from '@rectify/domain';

// Everything here is invented: the places, the people, the telephone numbers.

export const DEMO_PASSWORD = 'Yunzhou-2026';

export const CITY = '云州市';
export const DISTRICT = '海岳区';

interface DemoUnit {
  name: string;
  kind: UnitKind;
  parent: string;
}

const sections = (parent: string, ...names: string[]): DemoUnit[] =>
  names.map((name) => ({ name, kind: 'section', parent }));

/** Units below the city, each after the one that it lies under. */
export const DEMO_UNITS: readonly DemoUnit[] = [
  { name: DISTRICT, kind: 'region', parent: CITY },
  { name: '区委巡察办', kind: 'inspection_office', parent: DISTRICT },
  { name: '区纪委监委', kind: 'department', parent: DISTRICT },
  { name: '区行政审批服务局', kind: 'department', parent: DISTRICT },
  ...sections('区行政审批服务局', '办公室', '大厅管理科', '审批业务科', '信息技术科', '财务科'),
  { name: '区文化和旅游局', kind: 'department', parent: DISTRICT },
  ...sections('区文化和旅游局', '综合科', '公共服务科', '市场管理科'),
  { name: '区住房和城乡建设局', kind: 'department', parent: DISTRICT },
  ...sections('区住房和城乡建设局', '政务窗口科', '房产管理科', '建设工程科'),
  { name: '望海街道', kind: 'township', parent: DISTRICT },
  { name: '听涛社区', kind: 'village', parent: '望海街道' },
  { name: '澄湾社区', kind: 'village', parent: '望海街道' },
  { name: '区大数据中心', kind: 'other', parent: DISTRICT },
];

interface DemoAccount {
  username: string;
  name: string;
  role: Role;
  unit: string;
}

/** Accounts to try the system with: every role, several units. */
export const DEMO_ACCOUNTS = [
  { username: 'office', name: '沈知远', role: 'office', unit: '区委巡察办' },
  { username: 'office2', name: '温若兰', role: 'office', unit: '区委巡察办' },
  { username: 'office3', name: '安若水', role: 'office', unit: '区委巡察办' },
  { username: 'group1', name: '陆文谦', role: 'group', unit: '区委巡察办' },
  { username: 'group1b', name: '何静姝', role: 'group', unit: '区委巡察办' },
  { username: 'group2', name: '秦伯安', role: 'group', unit: '区委巡察办' },
  { username: 'group3', name: '方致和', role: 'group', unit: '区委巡察办' },
  { username: 'liaison-sp', name: '苏晓岚', role: 'liaison', unit: '区行政审批服务局' },
  { username: 'leader-sp', name: '程立新', role: 'unit_leader', unit: '区行政审批服务局' },
  { username: 'liaison-wh', name: '曲思敏', role: 'liaison', unit: '望海街道' },
  { username: 'leader-wh', name: '隋建业', role: 'unit_leader', unit: '望海街道' },
  { username: 'liaison-zj', name: '邵文涛', role: 'liaison', unit: '区住房和城乡建设局' },
  { username: 'leader-zj', name: '段启明', role: 'unit_leader', unit: '区住房和城乡建设局' },
  { username: 'liaison-wl', name: '韩雨桐', role: 'liaison', unit: '区文化和旅游局' },
  { username: 'leader-wl', name: '姚景山', role: 'unit_leader', unit: '区文化和旅游局' },
  { username: 'observer', name: '郑守诚', role: 'observer', unit: '区纪委监委' },
  { username: 'admin', name: '卢志勇', role: 'sys_admin', unit: '区大数据中心' },
  { username: 'auditor', name: '梅清', role: 'auditor', unit: '区大数据中心' },
] as const satisfies readonly DemoAccount[];

export type DemoUsername = (typeof DEMO_ACCOUNTS)[number]['username'];
