import type { APIRequestContext, Page } from '@playwright/test';
import type { IssueStatus } from '@rectify/domain';
import { call } from './api.ts';
import { dialog } from './page.ts';

/** One thing to look at: a page, or a page after a step on it. */
export interface Room {
  name: string;
  path: string;
  open?: (page: Page) => Promise<void>;
  /** Only where the screen is wide, or only on a phone. */
  only?: 'wide' | 'phone';
  /** The server refuses it, which the browser notes in its console. */
  isRefused?: boolean;
}

type Api = APIRequestContext;

async function issueIn(api: Api, status: IssueStatus): Promise<Room[]> {
  const { items } = await call(api, 'listIssues', { query: { status, limit: 1 } });
  return items.map(({ id }) => ({ name: `问题-${status}`, path: `/app/issues/${id}` }));
}

async function issuesIn(api: Api, ...statuses: IssueStatus[]): Promise<Room[]> {
  return (await Promise.all(statuses.map((status) => issueIn(api, status)))).flat();
}

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await dialog(page).waitFor();
};

const chooseFirstRow = (button: string) => async (page: Page) => {
  await page.getByRole('table').getByRole('checkbox').nth(1).check();
  await press(button)(page);
};

const openFilters = async (page: Page) => {
  await page.getByRole('button', { name: /^筛选/ }).click();
  await page.getByRole('button', { name: '收起筛选' }).waitFor();
};

const COMMON: Room[] = [
  { name: '我的账号', path: '/app/account' },
  { name: '修改密码', path: '/app/password' },
  { name: '没有这个页面', path: '/app/nowhere' },
  { name: '手机菜单', path: '/app', only: 'phone', open: press('菜单') },
];

/** The reports: their list, and one in each state that there is. */
async function reports(api: Api): Promise<Room[]> {
  const { items } = await call(api, 'listReports', { query: { limit: 100 } });
  const states = new Map(items.map((report) => [report.currentVersion > 1 ? 'corrected' : report.state, report.id]));
  const [first] = states.values();
  return [
    { name: '公开', path: '/app/reports' },
    { name: '等我办理', path: '/app/reports?turn=mine' },
    ...[...states].map(([state, id]) => ({ name: `文稿-${state}`, path: `/app/reports/${id}` })),
    ...(first
      ? [
          { name: '文稿对照', path: `/app/reports/${first}?audience=both`, only: 'wide' as const },
          { name: '文稿大纲', path: `/app/reports/${first}?view=outline`, only: 'phone' as const },
          { name: '文稿预览', path: `/app/reports/${first}?view=preview`, only: 'phone' as const },
          { name: '文稿体检', path: `/app/reports/${first}?view=check`, only: 'phone' as const },
          { name: '修订历史', path: `/app/reports/${first}`, open: press('修订历史') },
          { name: '过程与版本', path: `/app/reports/${first}`, open: press('过程与版本') },
        ]
      : []),
  ];
}

const TO_CHECK =
  '关于巡察整改情况的通报\n1.值班制度执行不严。两次抽查无人在岗。\n二是修订值班制度。\n经办人电话13812345678。\n';

const checkText = async (page: Page) => {
  await page.getByLabel('要检查的文字').fill(TO_CHECK);
  await page.getByRole('button', { name: '开始检查' }).click();
  await page.getByRole('region', { name: '检查结果' }).waitFor();
};

/** Every public page, found by what the office has published. */
export async function publicRooms(office: Api): Promise<Room[]> {
  const { items } = await call(office, 'listReports', { query: { limit: 100 } });
  const published = items.filter(({ state, slug }) => state === 'published' && slug !== null);
  const corrected = published.find(({ currentVersion }) => currentVersion > 1);
  const withdrawn = items.find(({ state, slug }) => state === 'withdrawn' && slug !== null);
  const ofProgramme = published.find(({ inspectionId }) => inspectionId === null);
  const programmes = await call(office, 'listProgrammes', {});
  const programmeId = programmes.items.find(({ name }) => name === published[0]?.programmeName)?.id;
  const report = `/reports/${(corrected ?? published[0])?.slug}`;
  return [
    { name: '首页', path: '/' },
    { name: '搜索', path: `/?q=${encodeURIComponent('窗口')}` },
    { name: '筛选', path: `/?programme=${programmeId}&year=${published[0]?.publishedAt?.slice(0, 4)}` },
    { name: '搜索无结果', path: `/?q=${encodeURIComponent('查无此事')}` },
    { name: '一个字', path: `/?q=${encodeURIComponent('窗')}`, isRefused: true },
    { name: '通报', path: report },
    { name: '通报大字', path: `${report}?font=l` },
    ...(corrected ? [{ name: '旧版', path: `/reports/${corrected.slug}/v/1` }] : []),
    ...(withdrawn ? [{ name: '已撤回', path: `/reports/${withdrawn.slug}` }] : []),
    ...(ofProgramme ? [{ name: '阶段成效', path: `/reports/${ofProgramme.slug}` }] : []),
    ...(programmeId ? [{ name: '轮次', path: `/programmes/${programmeId}` }] : []),
    { name: '核验', path: '/verify' },
    { name: '提意见', path: `${report}/feedback` },
    { name: '查询答复', path: '/feedback' },
    { name: '没有这个地址', path: '/no/such/page', isRefused: true },
    { name: '登录', path: '/app/sign-in' },
  ];
}

async function business(api: Api): Promise<Room[]> {
  const [inspections, programmes] = await Promise.all([
    call(api, 'listInspections', {}),
    call(api, 'listProgrammes', {}),
  ]);
  const inspection = inspections.items[0];
  const programme = programmes.items[0];
  return [
    { name: '工作台', path: '/app' },
    { name: '概览', path: '/app/overview' },
    ...(programme ? [{ name: '一个轮次的概览', path: `/app/overview?programmeId=${programme.id}` }] : []),
    ...(inspection ? [{ name: '一次巡察的概览', path: `/app/overview?inspectionId=${inspection.id}` }] : []),
    { name: '整改台账', path: '/app/issues' },
    { name: '台账无结果', path: '/app/issues?q=查无此事' },
    { name: '台账筛选', path: '/app/issues?status=rectifying', only: 'phone', open: openFilters },
    { name: '巡察', path: '/app/inspections' },
    ...(inspection
      ? [
          { name: '一次巡察', path: `/app/inspections/${inspection.id}` },
          { name: '问题清单', path: `/app/inspections/${inspection.id}?tab=issues` },
          { name: '公开页签', path: `/app/inspections/${inspection.id}?tab=publication` },
        ]
      : []),
    { name: '轮次与规则', path: '/app/programmes' },
    ...(programme ? [{ name: '一个轮次', path: `/app/programmes/${programme.id}` }] : []),
    { name: '单位', path: '/app/units' },
    ...(await reports(api)),
    { name: '通报体检', path: '/app/check' },
    { name: '公众意见', path: '/app/feedback' },
    { name: '已答复的意见', path: '/app/feedback?state=answered' },
    ...(await issuesIn(api, 'issued', 'planning', 'rectifying', 'closing', 'closed', 'withdrawn')),
    ...COMMON,
  ];
}

async function writing(api: Api): Promise<Room[]> {
  const { items } = await call(api, 'listInspections', {});
  const id = items[0]?.id ?? '';
  return [
    { name: '销号审核', path: '/app/reviews' },
    { name: '新增问题', path: `/app/inspections/${id}/issues/new` },
    { name: '导入', path: `/app/inspections/${id}/import` },
    ...(await issuesIn(api, 'draft')),
  ];
}

/** Every room that a role may enter, with the windows that open in it, on the data that are there. */
export const ROOMS: Readonly<Record<string, (api: Api) => Promise<Room[]>>> = {
  office: async (api) => {
    const { items } = await call(api, 'listInspections', {});
    return [
      ...(await business(api)),
      ...(await writing(api)),
      { name: '新建巡察', path: '/app/inspections/new' },
      { name: '修改巡察', path: `/app/inspections/${items[0]?.id}/edit` },
      { name: '新建轮次', path: '/app/programmes/new' },
      { name: '设定公开级别', path: '/app/issues', open: chooseFirstRow('设定公开级别') },
      { name: '新增单位', path: '/app/units', open: press('新增单位') },
      { name: '选择巡察', path: '/app/issues', open: press('导入') },
      { name: '检查结果', path: '/app/check', open: checkText },
    ];
  },
  group: async (api) => [...(await business(api)), ...(await writing(api))],
  liaison: async (api) => {
    const [issue] = await issueIn(api, 'rectifying');
    return [
      ...(await business(api)),
      { name: '批量指定', path: '/app/issues', open: chooseFirstRow('批量指定') },
      ...(issue
        ? [
            { name: '留言', path: issue.path, open: press('留言') },
            {
              name: '添加进展',
              path: issue.path,
              open: async (page: Page) => {
                await page.getByRole('button', { name: '添加进展' }).first().click();
                await page.getByLabel('进展情况').waitFor();
              },
            },
          ]
        : []),
    ];
  },
  leader: async (api) => [...(await business(api)), { name: '销号审核', path: '/app/reviews' }],
  observer: business,
  admin: async () => [
    { name: '账号', path: '/app/accounts' },
    { name: '新建账号', path: '/app/accounts', open: press('新建账号') },
    { name: '账号筛选', path: '/app/accounts', only: 'phone', open: openFilters },
    { name: '单位', path: '/app/units' },
    { name: '备份', path: '/app/backups' },
    { name: '没有权限', path: '/app/issues', isRefused: true },
    ...COMMON,
  ],
  auditor: async (api) => [
    { name: '审计', path: '/app/audit' },
    { name: '核验与检查点', path: '/app/audit/chain' },
    ...(await call(api, 'listAuditCheckpoints', { query: { limit: 1 } })).items.map(({ id }) => ({
      name: '审计检查点',
      path: `/app/audit/checkpoints/${id}`,
    })),
    { name: '未获准', path: '/app/audit?result=refused' },
    { name: '没有权限', path: '/app/issues', isRefused: true },
    ...COMMON,
  ],
};
