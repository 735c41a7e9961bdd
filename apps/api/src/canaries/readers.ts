import type { Db } from '@rectify/db';
import type { Cast } from '../access-walk/cast.ts';
import { ACTORS, type ActorName, type Home } from '../access-walk/matrix-types.ts';
import type { Canary } from './plant.ts';

// For whom each row exists, written down here once more and nowhere taken from the code that is tested.

export type Reader = ActorName;
const EVERYONE = Object.keys(ACTORS) as Reader[];
const OVERSIGHT: Record<Home, readonly Reader[]> = {
  here: ['office', 'group', 'observer'],
  elsewhere: ['otherOffice', 'otherObserver'],
};
const UNIT: Record<Home, readonly Reader[]> = { here: ['liaison', 'leader'], elsewhere: [] };
const OTHER_UNIT: Record<Home, readonly Reader[]> = { here: ['otherLiaison', 'otherLeader'], elsewhere: [] };
const PROGRAMME: Record<Home, readonly Reader[]> = {
  here: [...OVERSIGHT.here, ...UNIT.here, ...OTHER_UNIT.here, 'otherGroup'],
  elsewhere: OVERSIGHT.elsewhere,
};
const KEEPERS: readonly Reader[] = ['admin', 'auditor'];

interface IssueRow {
  id: string;
  inspectionId: string;
  leadUnitId: string;
  status: string;
  disclosure: string;
  originalDueOn: Date | null;
  coUnits: { unitId: string }[];
}

/** All that decides for whom a row exists. */
export interface Registry {
  cast: Cast;
  homeOfUnit: ReadonlyMap<string, Home>;
  issues: ReadonlyMap<string, IssueRow>;
  inspections: ReadonlyMap<string, { id: string; unitId: string; programmeId: string; groupId: string }>;
  reports: ReadonlyMap<string, { inspectionId: string | null; state: string; currentVersion: number }>;
  measures: ReadonlyMap<string, string>;
  requests: ReadonlyMap<string, string>;
  /** Inspections that a published report speaks of. */
  published: ReadonlySet<string>;
}

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

export async function readRegistry(db: Db, cast: Cast): Promise<Registry> {
  const units = await db.unit.findMany();
  const reports = await db.publicReport.findMany();
  const isInForce = (report: (typeof reports)[number]) => report.currentVersion > 0 && report.state !== 'withdrawn';
  return {
    cast,
    homeOfUnit: new Map(
      units.map(({ id, path }) => [id, path.startsWith(`/${cast.worlds.here.regionId}/`) ? 'here' : 'elsewhere']),
    ),
    issues: byId(await db.issue.findMany({ include: { coUnits: true } })),
    inspections: byId(await db.inspection.findMany()),
    reports: byId(reports),
    measures: new Map((await db.measure.findMany()).map(({ id, issueId }) => [id, issueId])),
    requests: new Map((await db.reviewRequest.findMany()).map(({ id, issueId }) => [id, issueId])),
    published: new Set(reports.filter(isInForce).flatMap(({ inspectionId }) => inspectionId ?? [])),
  };
}

function idIn(row: Canary['row'], key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}

function readersOfIssue(registry: Registry, issueId: string): readonly Reader[] {
  const issue = registry.issues.get(issueId);
  if (!issue) return [];
  const home = registry.homeOfUnit.get(issue.leadUnitId) ?? 'elsewhere';
  const reachedUnit = issue.status !== 'draft' && (issue.status !== 'withdrawn' || issue.originalDueOn !== null);
  const world = registry.cast.worlds[home];
  const units = new Set([issue.leadUnitId, ...issue.coUnits.map(({ unitId }) => unitId)]);
  return [
    ...OVERSIGHT[home],
    ...(reachedUnit && units.has(world.unitId) ? UNIT[home] : []),
    ...(reachedUnit && units.has(world.otherUnitId) ? OTHER_UNIT[home] : []),
  ];
}

function isPublished(registry: Registry, issueId: string): boolean {
  const issue = registry.issues.get(issueId);
  return issue !== undefined && issue.disclosure === 'public' && registry.published.has(issue.inspectionId);
}

function issueIdOf({ table, row }: Canary, registry: Registry): string {
  if (table === 'issue') return idIn(row, 'id');
  if (table === 'review') return registry.requests.get(idIn(row, 'request_id')) ?? '';
  return idIn(row, 'issue_id') || (registry.measures.get(idIn(row, 'measure_id')) ?? '');
}

function readersOfReport(registry: Registry, reportId: string): readonly Reader[] {
  const inspection = registry.inspections.get(registry.reports.get(reportId)?.inspectionId ?? '');
  const home = registry.homeOfUnit.get(inspection?.unitId ?? '') ?? 'elsewhere';
  return [...OVERSIGHT[home], ...UNIT[home]];
}

function isStanding(registry: Registry, reportId: string): boolean {
  const report = registry.reports.get(reportId);
  return report !== undefined && report.currentVersion > 0 && report.state !== 'withdrawn';
}

/** A paragraph speaks of an issue that not all readers of the report may see; which, its words do not tell apart here. */
const reportIdOf = ({ table, row }: Canary) => idIn(row, table === 'public_report' ? 'id' : 'report_id');

function readersOfPlace({ table, row }: Canary, registry: Registry): readonly Reader[] {
  const id = idIn(row, 'id');
  const unitId = table === 'unit' ? id : idIn(row, 'unit_id');
  const home = registry.homeOfUnit.get(unitId) ?? 'elsewhere';
  const { regionId, unitId: inspected, programmeId } = registry.cast.worlds[home];
  const isShown = registry.published.size > 0 && home === 'here' && [regionId, inspected, programmeId].includes(id);
  return isShown ? EVERYONE : [...PROGRAMME[home], ...KEEPERS];
}

function readersOfPerson({ row }: Canary, registry: Registry): readonly Reader[] {
  const home = registry.homeOfUnit.get(idIn(row, 'unit_id')) ?? 'elsewhere';
  return [...PROGRAMME[home], ...KEEPERS];
}

const selfOf = ({ row }: Canary, { cast }: Registry) => EVERYONE.filter((actor) => cast.accountOf(actor) === row['id']);

const READERS: Record<Canary['guard'], (canary: Canary, registry: Registry) => readonly Reader[]> = {
  nobody: () => [],
  secret: () => [],
  issue: (canary, registry) => readersOfIssue(registry, issueIdOf(canary, registry)),
  composed(canary, registry) {
    const id = issueIdOf(canary, registry);
    return isPublished(registry, id) ? EVERYONE : readersOfIssue(registry, id);
  },
  heading({ row }, registry) {
    const id = idIn(row, 'inspection_id');
    if (registry.published.has(id)) return EVERYONE;
    const home = registry.homeOfUnit.get(registry.inspections.get(id)?.unitId ?? '') ?? 'elsewhere';
    // A unit that helps with one issue sees the headings above it.
    return [...OVERSIGHT[home], ...UNIT[home], ...OTHER_UNIT[home]];
  },
  report(canary, registry) {
    const id = reportIdOf(canary);
    const isReason = canary.column === 'withdrawn_reason' && registry.reports.get(id)?.state === 'withdrawn';
    return isReason ? EVERYONE : readersOfReport(registry, id);
  },
  published(canary, registry) {
    const id = reportIdOf(canary);
    return isStanding(registry, id) ? EVERYONE : readersOfReport(registry, id);
  },
  feedback: (canary, registry) => readersOfReport(registry, reportIdOf(canary)),
  sender: (canary, registry) =>
    readersOfReport(registry, reportIdOf(canary)).filter((reader) => ACTORS[reader] === 'office'),
  place: readersOfPlace,
  group({ row }, registry) {
    const isHere = idIn(row, 'programme_id') === registry.cast.worlds.here.programmeId;
    const isShown = isHere && registry.published.size > 0 && row['id'] === registry.cast.worlds.here.groupId;
    return isShown ? EVERYONE : [...PROGRAMME[isHere ? 'here' : 'elsewhere'], 'auditor'];
  },
  person: readersOfPerson,
  account: (canary, registry) => [...selfOf(canary, registry), ...KEEPERS],
  story: (canary, registry) => [...readersOfIssue(registry, issueIdOf(canary, registry)), 'auditor'],
  audit: () => ['auditor'],
  backup: () => ['admin', 'auditor'],
};

/** Who may read a canary. What the trail has of it besides is for the auditor, see `mayRead`. */
export const readersOf = (canary: Canary, registry: Registry) => new Set(READERS[canary.guard](canary, registry));
