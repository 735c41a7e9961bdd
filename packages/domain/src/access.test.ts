import { describe, expect, it } from 'vitest';
import { canDisclose, canManage, canReadField, canSee, isWithin, may, PERMISSIONS, type Permission } from './access.ts';
import { PEOPLE, buildFacts } from './test-support.ts';
import { ROLE_CODES, type Role } from './vocabulary.ts';

const inspection = { leadUnitId: 'lead', coUnitIds: [], groupId: 'g1', unitPath: '/qd/shinan/jtj/' };

describe('a place in the unit tree', () => {
  it.each<[string, string | undefined, boolean]>([
    ['/qd/shinan/jtj/', '/qd/shinan/', true],
    ['/qd/shinan/', '/qd/shinan', true],
    ['/qd/shinan2/', '/qd/shinan', false],
    ['/qd/', '/qd/shinan/', false],
    ['/qd/shinan/', '/', true],
    ['/qd/shinan/', '', false],
    ['/qd/shinan/', undefined, false],
  ])('%s under %s: %s', (path, ancestor, expected) => {
    expect(isWithin(path, ancestor)).toBe(expected);
  });
});

describe('visibility', () => {
  it('of an inspection: its unit, its group, its jurisdiction, nobody else', () => {
    const seers = Object.entries(PEOPLE)
      .filter(([, actor]) => canSee(actor, inspection))
      .map(([name]) => name);
    expect(seers).toEqual(['office', 'group', 'liaison', 'leader', 'observer']);
  });

  it('never comes from empty identifiers', () => {
    expect(canSee({ ...PEOPLE.liaison, unitId: '' }, { ...inspection, leadUnitId: '' })).toBe(false);
    expect(canSee(PEOPLE.group, { ...inspection, groupId: null })).toBe(false);
  });

  it('of no business content to the administrator and the auditor, whatever is on their account', () => {
    expect(canSee(PEOPLE.sysAdmin, buildFacts())).toBe(false);
    expect(canSee(PEOPLE.auditor, buildFacts())).toBe(false);
  });

  it('of the ground for withholding: the inspection side only', () => {
    expect(ROLE_CODES.filter((role) => canReadField({ role }, 'withholdGround'))).toEqual(['office', 'group']);
  });

  it('of an issue to an audience', () => {
    expect(canDisclose('public', 'public')).toBe(true);
    expect(canDisclose('party', 'public')).toBe(false);
    expect(canDisclose('party', 'party')).toBe(true);
    expect(canDisclose('withheld', 'party')).toBe(false);
  });
});

describe('permissions on other things than one issue', () => {
  it.each<[Permission, Role[]]>([
    ['programme.write', ['office']],
    ['unit.write', ['office', 'sys_admin']],
    ['inspection.write', ['office']],
    ['inspection.read', ['office', 'group', 'liaison', 'unit_leader', 'observer']],
    ['ledger.read', ['office', 'group', 'liaison', 'unit_leader', 'observer']],
    ['import.commit', ['office', 'group']],
    ['issue.create', ['office', 'group']],
    ['review.read', ['office', 'group', 'unit_leader']],
    ['report.write', ['office', 'liaison']],
    ['feedback.write', ['office']],
    ['account.write', ['sys_admin']],
    ['settings.write', ['sys_admin']],
    ['audit.read', ['auditor']],
  ])('%s belongs to %j', (permission, roles) => {
    expect(ROLE_CODES.filter((role) => may(role, permission))).toEqual(roles);
  });

  it('keep administration, audit and business apart (三员分立)', () => {
    const business = (['office', 'group', 'liaison', 'unit_leader', 'observer'] as const).flatMap(
      (role) => PERMISSIONS[role],
    );
    expect(business.filter((code) => /^(account|settings|audit)\./u.test(code))).toEqual([]);
    expect(PERMISSIONS.sys_admin.filter((code) => !/^(unit|account|settings)\./u.test(code))).toEqual([]);
    expect(PERMISSIONS.auditor).toEqual(['audit.read']);
  });

  it('hold only within scope', () => {
    expect(canManage(PEOPLE.group, 'import.commit', inspection)).toBe(true);
    expect(canManage(PEOPLE.groupOther, 'import.commit', inspection)).toBe(false);
    expect(canManage(PEOPLE.officeElsewhere, 'inspection.write', inspection)).toBe(false);
    expect(canManage(PEOPLE.office, 'programme.write')).toBe(true);
    expect(canManage(PEOPLE.liaison, 'import.commit', inspection)).toBe(false);
  });
});
