import { endpoints, type EndpointSpec } from '@rectify/contract';
import { ISSUE_ACTIONS } from '@rectify/domain';

/** Kinds of acts to choose from, by the names under which the trail shows them. */
export function auditActionOptions() {
  const operations = Object.entries<EndpointSpec>(endpoints)
    // Files that were taken out are in the trail, too.
    .filter(
      ([name, { method, responseKind }]) =>
        (method !== 'GET' || responseKind === 'file') && name !== 'parseReportText' && !(name in ISSUE_ACTIONS),
    )
    .map(([value, { summary }]) => ({ value, label: summary.replace(/[，：；（].*$/u, '') }));
  return [
    { label: '登录、账号与管理', options: [{ value: 'signInFailed', label: '登录失败' }, ...operations] },
    { label: '整改业务', options: Object.entries(ISSUE_ACTIONS).map(([value, label]) => ({ value, label })) },
  ];
}
