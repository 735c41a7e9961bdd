import { randomUUID } from 'node:crypto';
import { Prisma, type Db } from '@rectify/db';
import { dayInShanghai } from '@rectify/domain';
import { digestOf } from '@rectify/documents';
import {
  canonicalText,
  reportLines,
  type PublishedFigure,
  type PublishedParagraph,
  type ReportContent,
} from '@rectify/report-text';
import type { World } from '../testing.ts';

// Published versions as the publication writes them, without the drafts and reviews that lead to them.

const CATEGORIES = [
  ['一、整改落实情况'],
  ['（一）聚焦职责使命履行方面', '1. 服务群众的举措与实际需要结合不够紧密'],
  ['（二）聚焦资金资产管理方面', '1. 资产底数不清、账实不符的情况时有发生，登记与盘点衔接不畅', '2. 合同管理粗放'],
  ['（三）聚焦队伍建设方面'],
];

const TITLES = [
  '图书馆总分馆之间的流通配送不及时，部分乡村书屋长期没有更新，群众借阅的需求得不到回应',
  '固定资产登记不及时',
  '窗口一次性告知制度执行不到位，同一事项让群众跑了几趟，事后也没有回访',
  '合同会签流于形式',
  '培训计划与岗位要求脱节',
  '公共文化场馆错时开放不够',
];

const MEASURES = [
  '对全区 23 个分馆逐一走访，重新核定配送路线，由每月 1 次改为每周 2 次，10 月底前全部落实',
  '开展资产清查，账、卡、实逐件核对，补录漏登设备 118 台，修订资产管理办法 1 项',
  '把告知单贴在窗口，按 9 类事项分别写明材料，办结后三日内回访，满意率从 81% 提高到 97%',
];

const paragraph = (
  kind: PublishedParagraph['kind'],
  text: string | PublishedParagraph['runs'],
  rest: Partial<PublishedParagraph> = {},
): Omit<PublishedParagraph, 'id'> & { id?: string } => ({
  ...{ kind, level: 0, number: null, state: null },
  runs: typeof text === 'string' ? [text] : text,
  ...rest,
});

const stateOf = (number: number) =>
  number % 12 === 0 ? '正在整改' : number % 15 === 0 ? '阶段性完成，持续整改' : '已完成整改';

function issueParagraphs(number: number) {
  const title = TITLES[number % TITLES.length] ?? '';
  return [
    paragraph('issue', `${number}. 针对“${title}（之${number}）”问题。`, { level: 4, number, state: stateOf(number) }),
    ...['一', '二', '三'].map((ordinal, index) =>
      paragraph('measure', `${ordinal}是${MEASURES[(number + index) % 3]}。`),
    ),
    ...(number % 3 === 0 ? [paragraph('outcome', '整改成效：配送及时率达到 98%，群众满意度明显提高。')] : []),
  ];
}

function bodyOf(issues: number) {
  const perCategory = Math.ceil(issues / (CATEGORIES.length - 1));
  let number = 0;
  return CATEGORIES.flatMap((headings, index) => {
    const texts = headings.map((text, depth) =>
      paragraph('heading', text, { level: index === 0 ? 1 : depth === 0 ? 2 : 3 }),
    );
    const count = index === 0 ? 0 : Math.min(perCategory, issues - number);
    const told = Array.from({ length: count }, () => issueParagraphs((number += 1)));
    return [...texts, ...told.flat()];
  });
}

function figuresOf(paragraphs: readonly PublishedParagraph[], hidden: number): PublishedFigure[] {
  const issues = paragraphs.filter(({ kind }) => kind === 'issue');
  const items = (chosen: readonly PublishedParagraph[]) =>
    chosen.map(({ id, runs, number }) => ({
      paragraphId: id,
      name: `${number}. ${runs
        .map((run) => (typeof run === 'string' ? run : run.text))
        .join('')
        .slice(5, 30)}`,
      share: null,
    }));
  const completed = issues.filter(({ state }) => state === '已完成整改');
  const rest = hidden > 0 ? `${hidden} 项` : null;
  return [
    {
      key: 'issues_total',
      label: '反馈问题总数',
      text: String(issues.length + hidden),
      items: items(issues),
      hidden: rest,
    },
    {
      key: 'issues_completed',
      label: '已完成整改',
      text: String(completed.length),
      items: items(completed),
      hidden: null,
    },
  ];
}

export interface SampleOptions {
  issues?: number;
  /** Issues that are counted and not shown. */
  hidden?: number;
  title?: string;
  unitName?: string;
  /** Words added to the preface. */
  words?: string;
  kind?: 'final' | 'stage';
}

/** A report of so many issues, with three levels of headings, figures and all that a report has. */
export function sampleContent(options: SampleOptions = {}): ReportContent {
  const { issues = 6, hidden = 0, unitName = '区文旅局', words = '', kind = 'final' } = options;
  const title = options.title ?? `中共${unitName}党组关于区委第八轮巡察整改进展情况的通报`;
  const count = { figure: 'issues_total', text: String(issues + hidden) };
  const told = [
    paragraph('text', [
      `根据区委统一部署，第一巡察组对${unitName}开展了常规巡察，反馈问题`,
      count,
      `项。${words}现将整改情况予以公布。`,
    ]),
    ...bodyOf(issues),
    paragraph('heading', '二、联系方式', { level: 1 }),
    paragraph('contact', '联系电话：0999-66668888'),
    paragraph('contact', '邮政信箱：云州市海岳区清溪路 8 号，邮政编码 266000'),
    paragraph('signatory', `中共${unitName}党组`),
    paragraph('date', '2024年6月3日'),
  ];
  const paragraphs = told.map((each, index) => ({ ...each, id: each.id ?? `p${index + 1}` }));
  const shown = paragraphs.filter((each) => each.kind === 'issue');
  const inState = (state: string) => shown.filter((each) => each.state === state).length;
  const unfinished = inState('正在整改') + hidden;
  return {
    ...{ format: 2, kind, audience: 'public', title, unitName, regionName: '海岳区', programmeName: '第八轮巡察' },
    ...{ groupName: '第一巡察组', feedbackOn: '2024-05-16', hiddenTexts: [], units: [], paragraphs },
    totals: {
      total: issues + hidden,
      shown: issues,
      completed: inState('已完成整改'),
      staged: issues - inState('已完成整改') - inState('正在整改'),
      unfinished,
    },
    hiddenIssues: hidden > 0 ? [{ ground: 'open_case', count: hidden }] : [],
    figures: figuresOf(paragraphs, hidden),
    contact: { phone: '0999-66668888', address: '云州市海岳区清溪路 8 号', postcode: '266000', email: null },
  };
}

export interface SampleReport {
  id: string;
  slug: string;
}

/** A report that is not published yet, of a new inspection of the world's unit. */
export async function addReport(
  db: Db,
  world: World,
  slug: string,
  kind: 'final' | 'stage' = 'final',
): Promise<SampleReport> {
  const inspection = await db.inspection.create({
    data: { programmeId: world.programmeId, unitId: world.unitId, groupId: world.groupId, kind: 'routine' },
  });
  const report = await db.publicReport.create({
    data: { inspectionId: inspection.id, slug, kind, title: '尚未公开的文稿标题', state: 'scheduled' },
  });
  return { id: report.id, slug };
}

const namesOf = async (db: Db, world: World) => ({
  region: (await db.unit.findUniqueOrThrow({ where: { id: world.regionId } })).name,
  programme: (await db.programme.findUniqueOrThrow({ where: { id: world.programmeId } })).name,
});

/** Publishes the next version of a report, as the publication does it. */
export async function publishVersion(
  db: Db,
  world: World,
  { id, slug }: SampleReport,
  content: ReportContent,
  publishedAt = new Date('2024-06-03T04:00:00Z'),
  correction: string | null = null,
): Promise<string> {
  const { region, programme } = await namesOf(db, world);
  return db.$transaction(async (tx) => {
    const { currentVersion, kind } = await tx.publicReport.findUniqueOrThrow({ where: { id } });
    const version = currentVersion + 1;
    const edition = { slug, version, publishedAt: publishedAt.toISOString() };
    const digest = digestOf(canonicalText(content, edition));
    await tx.publicReport.update({ where: { id }, data: { currentVersion: version, publishedAt, state: 'published' } });
    await tx.publicReportVersion.create({
      data: {
        ...{ reportId: id, version, title: content.title, digest, correction, publishedAt, publishedBy: randomUUID() },
        content: content as unknown as Prisma.InputJsonObject,
      },
    });
    await tx.publicIndex.deleteMany({ where: { reportId: id } });
    const { total, shown, completed, staged } = content.totals;
    const words = [content.unitName, content.programmeName, ...reportLines(content, null).map(({ text }) => text)];
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO public_index (report_id, slug, kind, title, unit_id, unit_name, region_id, region_name, programme_id,
        programme_name, year, published_at, total, shown, completed, staged, grams)
      VALUES (${id}::uuid, ${slug}, ${kind}::"ReportKind", ${content.title}, ${world.unitId}::uuid, ${content.unitName},
        ${world.regionId}::uuid, ${region}, ${world.programmeId}::uuid, ${programme},
        ${Number(dayInShanghai(publishedAt).slice(0, 4))}, ${publishedAt}, ${total}, ${shown}, ${completed}, ${staged},
        text_grams(${words.join(' ')}))`);
    return digest;
  });
}

/** Takes a published report back. */
export async function withdraw(db: Db, { id }: SampleReport, reason: string, at = new Date('2024-06-05T01:00:00Z')) {
  await db.$transaction([
    db.publicIndex.deleteMany({ where: { reportId: id } }),
    db.publicReport.update({ where: { id }, data: { withdrawnAt: at, withdrawnReason: reason, state: 'withdrawn' } }),
  ]);
}
