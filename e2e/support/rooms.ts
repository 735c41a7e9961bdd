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
  { name: '修改密码', path: '/app/password' },
  { name: '没有这个页面', path: '/app/nowhere' },
  { name: '手机菜单', path: '/app', only: 'phone', open: press('菜单') },
];

async function business(api: Api): Promise<Room[]> {
  const [inspections, programmes] = await Promise.all([
    call(api, 'listInspections', {}),
    call(api, 'listProgrammes', {}),
  ]);
  const inspection = inspections.items[0];
  const programme = programmes.items[0];
  return [
    { name: '工作台', path: '/app' },
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
    { name: '公开', path: '/app/publications' },
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
    { name: '没有权限', path: '/app/issues', isRefused: true },
    ...COMMON,
  ],
  auditor: async () => [
    { name: '审计', path: '/app/audit' },
    { name: '未获准', path: '/app/audit?result=refused' },
    { name: '没有权限', path: '/app/issues', isRefused: true },
    ...COMMON,
  ],
};
