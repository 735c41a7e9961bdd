import type { Tx } from '@rectify/db';
import type { Endpoints, Input } from '@rectify/contract';
import { profileFaults, type CalendarDay, type RuleProfile, profileOf } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { dateOf, dayOf } from '../../days.ts';
import { Fault, stale } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { auditOf, presentProgramme, programmeFields, type ProgrammeRow } from './present-programme.ts';
import { getProgrammeRow } from './read-programmes.ts';
import { withFreeName } from './unique-name.ts';

interface Dates {
  startOn: CalendarDay | null;
  endOn: CalendarDay | null;
}

function demandRules(profile: RuleProfile, { startOn, endOn }: Dates): void {
  const errors = profileFaults(profile).map(({ field, message }) => ({ field: `profile.${field}`, message }));
  if (startOn && endOn && endOn < startOn)
    errors.push({ field: 'endOn', message: '结束日期早于开始日期，请检查两个日期。' });
  const [first] = errors;
  if (!first) return;
  throw new Fault('invalid', errors.length === 1 ? first.message : `有 ${errors.length} 处需要改正。${first.message}`, {
    errors,
  });
}

const rulesData = (profile: RuleProfile) => ({
  ...profile,
  planLevels: [...profile.planLevels],
  closureLevels: [...profile.closureLevels],
});

/** The region whose office the actor works in: a programme belongs to it. */
async function getOwnRegion(tx: Tx, ctx: Ctx): Promise<string> {
  const region = await tx.unit.findFirst({ where: { path: ctx.actor.jurisdictionPath ?? '-' }, select: { id: true } });
  if (region) return region.id;
  throw new Fault('unmet', '您的账号还没有归属到一个地区，不能新建轮次。请联系系统管理员。');
}

/** Opens a programme (轮次 or 专项) of the actor's region. */
export const createProgramme: Operation<'createProgramme'> = async (ctx, { body }) => {
  demand(ctx, 'programme.write');
  const { name, kind, profile } = body;
  const dates = { startOn: body.startOn ?? null, endOn: body.endOn ?? null };
  demandRules(profile, dates);
  return withFreeName('轮次或专项', () =>
    ctx.db.$transaction(async (tx) => {
      const row = await tx.programme.create({
        data: {
          ...{ name, kind, unitId: await getOwnRegion(tx, ctx) },
          startOn: dateOf(dates.startOn),
          endOn: dateOf(dates.endOn),
          ...rulesData(profile),
        },
        include: programmeFields(ctx.actor),
      });
      await record(tx, ctx, {
        action: 'createProgramme',
        objectKind: 'programme',
        objectId: row.id,
        after: auditOf(row),
      });
      return presentProgramme(ctx.actor, row);
    }),
  );
};

type Changes = Omit<Input<Endpoints['updateProgramme']>['body'], 'version'>;

/** The programme's dates and rules as they will be, judged as a whole. */
function mergedData(row: ProgrammeRow, changes: Changes) {
  const { name, kind, startOn, endOn } = changes;
  const profile: RuleProfile = changes.profile ?? profileOf(row);
  const dates = {
    startOn: startOn === undefined ? dayOf(row.startOn) : startOn,
    endOn: endOn === undefined ? dayOf(row.endOn) : endOn,
  };
  demandRules(profile, dates);
  return {
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind }),
    startOn: dateOf(dates.startOn),
    endOn: dateOf(dates.endOn),
    ...rulesData(profile),
  };
}

/** Changes a programme and its rules. */
export const updateProgramme: Operation<'updateProgramme'> = async (ctx, { params, body }) => {
  demand(ctx, 'programme.write');
  const { version, ...changes } = body;
  return withFreeName('轮次或专项', () =>
    ctx.db.$transaction(async (tx) => {
      const before = await getProgrammeRow(tx, ctx.actor, params.id);
      const data = mergedData(before, changes);
      const { count } = await tx.programme.updateMany({
        where: { id: before.id, version },
        data: { ...data, version: { increment: 1 } },
      });
      if (count === 0) throw stale();
      const after = await getProgrammeRow(tx, ctx.actor, before.id);
      await record(tx, ctx, {
        action: 'updateProgramme',
        objectKind: 'programme',
        objectId: before.id,
        before: auditOf(before),
        after: auditOf(after),
      });
      return presentProgramme(ctx.actor, after);
    }),
  );
};
