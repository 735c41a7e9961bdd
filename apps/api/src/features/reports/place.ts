import { Prisma, type Tx } from '@rectify/db';
import type { InspectionKind, Scoped } from '@rectify/domain';
import { z } from 'zod';
import { dayOf } from '../../days.ts';

/** What a report is about: one inspection, or a whole programme. */
export interface Subject {
  inspectionId: string | null;
  programmeId: string | null;
}

/** Where a report belongs, by the names that it is drafted and published under. */
export interface Place extends Subject {
  unitId: string;
  unitName: string;
  unitPath: string;
  regionId: string;
  regionName: string;
  /** Of the inspection's programme, too. */
  roundId: string;
  roundName: string;
  groupId: string | null;
  groupName: string | null;
  inspectionKind: InspectionKind;
  onSiteFrom: string | null;
  onSiteTo: string | null;
  feedbackOn: string | null;
}

const UNIT = { select: { id: true, name: true, path: true } } as const;
const PROGRAMME = { select: { id: true, name: true, kind: true, unit: UNIT } } as const;

/** What must be read beside a report's row to know its place. */
export const PLACE = {
  inspection: { include: { unit: UNIT, group: { select: { id: true, name: true } }, programme: PROGRAMME } },
  programme: PROGRAMME,
} as const satisfies Prisma.PublicReportInclude;

type Row = Pick<Prisma.PublicReportGetPayload<{ include: typeof PLACE }>, 'inspection' | 'programme'>;

const regionRow = z.object({ id: z.string(), name: z.string() });

/** The nearest region at or above a place in the unit tree. */
async function findRegion(tx: Tx, path: string) {
  const rows = await tx.$queryRaw(Prisma.sql`
    SELECT id, name FROM unit WHERE kind = 'region' AND starts_with(${path}, path) ORDER BY length(path) DESC LIMIT 1`);
  return z.array(regionRow).parse(rows)[0] ?? null;
}

/** The place of a report's subject. */
export async function placeOf(tx: Tx, { inspection, programme }: Row): Promise<Place> {
  const round = inspection?.programme ?? programme;
  if (!round) throw new Error('a report about nothing');
  const unit = inspection?.unit ?? round.unit;
  const region = (await findRegion(tx, unit.path)) ?? unit;
  return {
    inspectionId: inspection?.id ?? null,
    programmeId: inspection ? null : round.id,
    unitId: unit.id,
    unitName: unit.name,
    unitPath: unit.path,
    regionId: region.id,
    regionName: region.name,
    roundId: round.id,
    roundName: round.name,
    groupId: inspection?.groupId ?? null,
    groupName: inspection?.group.name ?? null,
    inspectionKind: inspection?.kind ?? (round.kind === 'campaign' ? 'campaign' : 'routine'),
    onSiteFrom: dayOf(inspection?.onSiteFrom ?? null),
    onSiteTo: dayOf(inspection?.onSiteTo ?? null),
    feedbackOn: dayOf(inspection?.feedbackOn ?? null),
  };
}

/** Who may see a report at all: a programme's belongs to no unit and no group. */
export function scopeOf(place: Place): Scoped {
  const leadUnitId = place.inspectionId === null ? '' : place.unitId;
  return { leadUnitId, coUnitIds: [], groupId: place.groupId, unitPath: place.unitPath };
}
