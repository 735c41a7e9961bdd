import { describe, expect, it } from 'vitest';
import { endpoints } from '@rectify/contract';
import { ISSUE_ACTION_CODES } from '@rectify/domain';
import { auditChanges, auditLabel, auditSentence, timelineSentence, type ToldEntry } from './sentences.ts';

const entry = (given: Partial<ToldEntry> & { action: string }): ToldEntry => ({
  actorName: '王某',
  actorRole: 'liaison',
  note: null,
  ...given,
});

describe('labels', () => {
  it.each([
    ...ISSUE_ACTION_CODES,
    ...Object.keys(endpoints),
    'signInFailed',
    'seedDemo',
    'createFirstAdministrator',
    'unheardOf',
  ])('%s is named in Chinese', (action) => {
    expect(auditLabel(action)).toMatch(/^(?:[\p{Script=Han}、“”]| PDF)+$/u);
    expect(auditLabel(action).length).toBeLessThanOrEqual(24);
  });
});

describe('a sentence for the auditor', () => {
  it.each<[Partial<ToldEntry> & { action: string }, 'done' | 'refused', string]>([
    [{ action: 'submitPlan' }, 'done', '王某（联络员）提交方案'],
    [{ action: 'approveClosure', actorRole: 'group' }, 'done', '王某（巡察组）核验通过'],
    [
      { action: 'approveClosure', actorRole: 'office', note: '还没有轮到您。' },
      'refused',
      '王某（巡察办）试图“同意销号”，被拒绝：还没有轮到您。',
    ],
    [
      { action: 'createAccount', actorRole: 'sys_admin', after: { 姓名: '张某' } },
      'done',
      '王某（系统管理员）新建账号：张某',
    ],
    [
      { action: 'signInFailed', actorName: '（未登录）', actorRole: null, after: { username: 'zhang' } },
      'done',
      '（未登录）登录失败：zhang',
    ],
  ])('%j, %s', (given, result, sentence) => {
    expect(auditSentence({ ...entry(given), result })).toBe(sentence);
  });

  it('lists what changed, and neither codes nor JSON', () => {
    const changes = auditChanges({
      before: { 名称: '甲', 排序: '0', 期限: '2024-06-30' },
      after: {
        名称: '乙',
        排序: '0',
        期限: '2024-07-31',
        级别: 'office',
        成员: ['赵某', '钱某'],
        username: 'a',
        停用: true,
      },
    });
    expect(changes).toEqual([
      { field: '名称', before: '甲', after: '乙' },
      { field: '期限', before: '2024年6月30日', after: '2024年7月31日' },
      { field: '级别', before: null, after: '巡察办销号' },
      { field: '成员', before: null, after: '赵某、钱某' },
      { field: '用户名', before: null, after: 'a' },
      { field: '停用', before: null, after: '是' },
    ]);
  });
});

describe('a line of the story', () => {
  it.each<[Partial<ToldEntry> & { action: string }, string]>([
    [
      { action: 'fileProgress', after: { 措施: '第 2 条', 截至日期: '2024-08-01' } },
      '填报第 2 条措施的进展（截至 2024年8月1日）',
    ],
    [
      { action: 'fileProgress', after: { 措施: '第 2 条', 截至日期: '2024-08-01', 更正: '是' } },
      '更正第 2 条措施的进展（截至 2024年8月1日）',
    ],
    [{ action: 'fileProgress' }, '填报进展'],
    [{ action: 'uploadEvidence', after: { 文件: '盘点表.png' } }, '上传佐证材料《盘点表.png》'],
    [{ action: 'decideEvidence', after: { 文件: '盘点表.png', 结果: '采信' } }, '采信佐证材料《盘点表.png》'],
    [{ action: 'approveClosure', actorRole: 'unit_leader' }, '签字同意'],
    [{ action: 'approveClosure', actorRole: 'group', after: { 级别: 'group' } }, '核验通过'],
    [
      { action: 'approveClosure', actorRole: 'office', after: { 记录号: '销号〔2026〕3号' } },
      '销号，记录号 销号〔2026〕3号',
    ],
    [{ action: 'returnClosure', note: '请补充盘点表' }, '退回补课'],
    [{ action: 'addMeasure', after: { 措施: '第 3 条' } }, '新增第 3 条措施'],
    [{ action: 'removeMeasure', before: { 措施: '第 3 条' } }, '删除第 3 条措施'],
    [{ action: 'requestExtension', after: { 时限: '2024年9月30日' } }, '申请延期至 2024年9月30日'],
    [{ action: 'reopenIssue', actorRole: 'office' }, '重新整改'],
    [{ action: 'comment' }, '留言'],
  ])('%j', (given, sentence) => {
    expect(timelineSentence(entry(given))).toBe(sentence);
  });
});
