import { DEFAULT_RULE_PROFILE, ROLES, type InspectionKind, type RuleProfile } from '@rectify/domain';
import type { Deps } from '../context.ts';
import { createGroup } from '../features/programmes/write-group.ts';
import { createProgramme } from '../features/programmes/write-programme.ts';
import * as entering from './enter-inspection.ts';
import type { DemoInspection, DisclosureChoice } from './enter-inspection.ts';
import { foundDistrict, type District } from './found-district.ts';
import * as approval from './inspections/approval.ts';
import { CAMPAIGN_CAST, CAMPAIGN_PLOTS, CAMPAIGN_PROFILE } from './inspections/campaign.ts';
import { STREET_CAST, STREET_PLOTS } from './inspections/street.ts';
import { reportStories } from './reports.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoUsername } from './people.ts';
import type { Cast, Plot, Role } from './plot.ts';
import { Stage, type Offset, type Step } from './stage.ts';
import { Story } from './story.ts';
import { CAMPAIGN } from './texts/campaign.ts';
import { CULTURE } from './texts/culture.ts';
import { STREET } from './texts/street.ts';
import type { HeadingText } from './texts/text.ts';

const FOUNDED: Offset = -260;

interface Scene {
  stage: Stage;
  district: District;
  common: Step[];
  stories: Step[][];
}

interface DemoProgramme {
  id: string;
  groups: Map<string, { id: string }>;
}

interface ProgrammeWish {
  on: Offset;
  name: string;
  kind: 'round' | 'campaign';
  until: Offset;
  profile: RuleProfile;
  groups: Readonly<Record<string, readonly DemoUsername[]>>;
}

const byOffice = (scene: Scene, on: Offset, act: Step['act']) => scene.common.push({ on, by: 'office', act });

function openProgramme(scene: Scene, { on, name, kind, until, profile, groups }: ProgrammeWish): DemoProgramme {
  const { stage, district } = scene;
  const programme: DemoProgramme = { id: '', groups: new Map(Object.keys(groups).map((group) => [group, { id: '' }])) };
  byOffice(scene, on, async (ctx) => {
    const levels = { planLevels: [...profile.planLevels], closureLevels: [...profile.closureLevels] };
    const body = { name, kind, startOn: ctx.today, endOn: stage.day(until), profile: { ...profile, ...levels } };
    programme.id = (await createProgramme(ctx, { params: undefined, query: undefined, body })).id;
  });
  for (const [group, members] of Object.entries(groups)) {
    byOffice(scene, on, async (ctx) => {
      const memberIds = members.map((username) => district.userIds.get(username) ?? '');
      const created = await createGroup(ctx, {
        params: { id: programme.id },
        query: undefined,
        body: { name: group, memberIds },
      });
      Object.assign(programme.groups.get(group) ?? {}, { id: created.id });
    });
  }
  return programme;
}

interface InspectionWish {
  programme: DemoProgramme;
  group: string;
  unit: string;
  kind: InspectionKind;
  onSite: [Offset, Offset];
  feedback: Offset;
  headings: readonly HeadingText[];
  disclosures?: readonly DisclosureChoice[];
}

interface Played {
  cast: Cast;
  plots: Readonly<Record<number, Plot>>;
  /** Numbers that are entered later, and when. */
  supplement?: { on: Offset; numbers: ReadonlySet<number> };
}

function openInspection(scene: Scene, wish: InspectionWish, played?: Played): DemoInspection {
  const { stage, district } = scene;
  const { programme, unit, headings, kind, onSite, feedback } = wish;
  const group = programme.groups.get(wish.group);
  if (!group) throw new Error(`no group ${wish.group}`);
  const inspection: DemoInspection = { id: '', programme, group, unit, unitIds: district.unitIds, headings };
  const texts = entering.numberedTexts(headings);
  const isLate = (number: number) => played?.supplement?.numbers.has(number) ?? false;
  const early = texts.filter(({ number }) => !isLate(number));
  byOffice(scene, onSite[0], (ctx) => entering.open(ctx, stage, inspection, kind, onSite));
  byOffice(scene, feedback, (ctx) => entering.enter(ctx, inspection, early, played ? 'public' : 'party'));
  if (!played) return inspection;

  const roles = texts.map(({ number, text }): Role => {
    return { number, text, issue: { id: '', measureIds: [] }, plot: played.plots[number] ?? {}, cast: played.cast };
  });
  const choose = (on: Offset, isWanted: (number: number) => boolean) => {
    byOffice(scene, on, (ctx) => entering.bind(ctx, inspection, roles));
    for (const choice of wish.disclosures ?? []) {
      const numbers = choice.numbers.filter(isWanted);
      if (numbers.length > 0) byOffice(scene, on, (ctx) => entering.disclose(ctx, roles, { ...choice, numbers }));
    }
  };
  choose(feedback, (number) => !isLate(number));
  byOffice(scene, feedback, (ctx) =>
    entering.classify(
      ctx,
      stage,
      inspection,
      roles.filter(({ number }) => !isLate(number)),
    ),
  );
  byOffice(scene, feedback + 1, (ctx) => entering.handOver(ctx, inspection));
  const { supplement } = played;
  if (supplement) {
    byOffice(scene, supplement.on, (ctx) =>
      entering.supplement(
        ctx,
        stage,
        inspection,
        texts.filter(({ number }) => isLate(number)),
        roles,
      ),
    );
    choose(supplement.on, isLate);
    byOffice(scene, supplement.on, (ctx) => entering.handOver(ctx, inspection));
  }
  scene.stories.push(...roles.map((role) => new Story(stage, role).tell()));
  return inspection;
}

function writeCampaign(scene: Scene): DemoInspection {
  const group = '专项整治督导组';
  const programme = openProgramme(scene, {
    on: -250,
    name: '窗口服务作风专项整治',
    kind: 'campaign',
    until: -100,
    profile: CAMPAIGN_PROFILE,
    groups: { [group]: ['group3'] },
  });
  return openInspection(
    scene,
    {
      programme,
      group,
      unit: '区住房和城乡建设局',
      kind: 'campaign',
      onSite: [-240, -221],
      feedback: -200,
      headings: CAMPAIGN,
    },
    {
      cast: CAMPAIGN_CAST,
      plots: CAMPAIGN_PLOTS,
    },
  );
}

function writeRound(scene: Scene) {
  const programme = openProgramme(scene, {
    on: -185,
    name: '十届区委第八轮巡察',
    kind: 'round',
    until: 120,
    profile: { ...DEFAULT_RULE_PROFILE, rectificationMonths: 3 },
    groups: { 第一巡察组: ['group1', 'group1b'], 第二巡察组: ['group2'] },
  });
  const bureau = openInspection(
    scene,
    {
      ...{ programme, group: '第一巡察组', unit: '区行政审批服务局', kind: 'routine', headings: approval.APPROVAL },
      onSite: [-170, -110],
      feedback: approval.APPROVAL_CAST.feedback,
      disclosures: [
        { numbers: approval.APPROVAL_PARTY, disclosure: 'party', ground: null },
        { numbers: [49], disclosure: 'withheld', ground: 'petition_group' },
        { numbers: [54], disclosure: 'withheld', ground: 'other_sensitive' },
      ],
    },
    {
      cast: approval.APPROVAL_CAST,
      plots: approval.APPROVAL_PLOTS,
      supplement: { on: approval.SUPPLEMENT_ON, numbers: approval.SUPPLEMENT },
    },
  );
  const street = openInspection(
    scene,
    {
      ...{ programme, group: '第二巡察组', unit: '望海街道', kind: 'routine', headings: STREET },
      onSite: [-130, -75],
      feedback: STREET_CAST.feedback,
      disclosures: [{ numbers: [8], disclosure: 'withheld', ground: 'petition_group' }],
    },
    { cast: STREET_CAST, plots: STREET_PLOTS },
  );
  openInspection(scene, {
    ...{ programme, group: '第二巡察组', unit: '区文化和旅游局', kind: 'routine', headings: CULTURE },
    onSite: [-70, -25],
    feedback: -3,
  });
  return { approval: bureau, street, round: programme };
}

/** Fills an empty database with an invented district to try the system with, told day by day up to yesterday. */
export async function seedDemo(deps: Deps): Promise<void> {
  // The clock may pass midnight while this runs; the story keeps to one day.
  const now = deps.now();
  const still = { ...deps, now: () => now };
  const founded = new Date(now.getTime() + FOUNDED * 86_400_000);
  const district = await foundDistrict(still, founded);
  const scene: Scene = { stage: new Stage(still, district.userIds), district, common: [], stories: [] };
  const campaign = writeCampaign(scene);
  const { userIds } = district;
  scene.stories.push(...reportStories({ ...writeRound(scene), campaign, userIds }));
  await scene.stage.play(scene.common, scene.stories);
}

/** Whether this database was filled with demo data. */
export async function isDemo({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT FROM audit_entry WHERE action = 'seedDemo' LIMIT 1`;
  return rows.length > 0;
}

const isWide = (character: string) => character > '\u2e7f';
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - widthOf(text)));

/** The demo accounts as a table for the terminal, and their common password. */
export function demoNotice(): string {
  const rows = [
    ['用户名', '姓名', '角色', '单位'],
    ...DEMO_ACCOUNTS.map(({ username, name, role, unit }) => [username, name, ROLES[role], unit]),
  ];
  const widths = [14, 10, 16, 0];
  const lines = rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('')
        .trimEnd()}`,
  );
  return [
    '演示账号（数据均为虚构，仅供试用，请勿录入真实业务）',
    ...lines,
    `  以上账号的密码都是：${DEMO_PASSWORD}`,
  ].join('\n');
}
