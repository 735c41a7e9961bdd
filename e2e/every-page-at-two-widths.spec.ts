import { expect, test, type Page } from '@playwright/test';
import path from 'node:path';
import { call } from './support/api.ts';
import { connectAs } from './support/cast.ts';
import { barriers, faultsOf, KNOWN, listen, settled, tellRefusals } from './support/look.ts';
import { demo, openAs } from './support/people.ts';
import { publicRooms, ROOMS, type Room } from './support/rooms.ts';

const WIDTHS = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const PEOPLE = {
  office: 'office',
  group: 'group1',
  liaison: 'liaison-sp',
  leader: 'leader-sp',
  observer: 'observer',
  admin: 'admin',
  auditor: 'auditor',
};

/** The others see the same screens with fewer buttons: the long look at accessibility is taken once. */
const LONG_LOOK = /^(office|liaison|admin|auditor|public)-/;

let usernames: string[] = [];
test.beforeAll(async () => {
  const admin = await connectAs(demo('admin'));
  const { items } = await call(admin, 'listAccounts', { query: { limit: 100 } });
  usernames = items.map(({ username }) => username);
  await admin.dispose();
});

async function lookAt(page: Page, rooms: readonly Room[], place: string): Promise<string[]> {
  const heard = listen(page);
  await tellRefusals(page);
  const faults: string[] = [];
  for (const room of rooms) {
    const found = await lookInto(page, room, place).catch((error: unknown) => [
      `打不开：${String(error).slice(0, 300)}`,
    ]);
    const complaints = heard.take().filter((each) => !(room.isRefused && /\b40[034]\b/.test(each)));
    faults.push(...[...found, ...complaints].map((fault) => `${room.name} ${room.path}：${fault}`));
  }
  return faults;
}

async function lookInto(page: Page, { name, path: address, open }: Room, place: string): Promise<string[]> {
  await page.goto(address);
  await settled(page);
  await open?.(page);
  const file = path.join(test.info().project.outputDir, 'pages', `${place}-${name}.png`);
  await page.screenshot({ path: file, fullPage: open === undefined, animations: 'disabled' });
  const faults = await faultsOf(page, [...KNOWN, ...usernames]);
  return LONG_LOOK.test(place) ? [...faults, ...(await barriers(page))] : faults;
}

test.describe.configure({ mode: 'parallel' });

for (const [width, viewport] of Object.entries(WIDTHS)) {
  for (const [role, username] of Object.entries(PEOPLE)) {
    test(`every page of ${role}, ${width}`, async ({ browser }) => {
      test.setTimeout(420_000);
      const page = await openAs(browser, demo(username), { viewport });
      const rooms = await ROOMS[role]!(page.request);
      const shown = rooms.filter(({ only }) => only === undefined || only === width);
      expect(await lookAt(page, shown, `${role}-${width}`)).toEqual([]);
    });
  }

  test(`every public page, ${width}`, async ({ browser }) => {
    test.setTimeout(420_000);
    const office = await connectAs(demo('office'));
    const rooms = await publicRooms(office);
    await office.dispose();
    const page = await (await browser.newContext({ viewport })).newPage();
    expect(await lookAt(page, rooms, `public-${width}`)).toEqual([]);
  });
}

test('the keyboard reaches the text at once, and the search from anywhere', async ({ browser }) => {
  const page = await openAs(browser, demo('office'));
  await page.goto('/app/issues');
  await settled(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到正文' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();

  await page.keyboard.press('Control+k');
  const search = page.getByRole('searchbox', { name: /搜索台账/ });
  await expect(search).toBeFocused();
  await page.keyboard.type('营');
  await page.keyboard.press('Enter');
  await expect(page.getByText('请至少输入两个字')).toBeVisible();
  await page.keyboard.type('商');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/app\/issues\?q=/);
  await expect(page.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
});
