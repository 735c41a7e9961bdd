import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { call, toProblem } from '../../../lib/call.ts';
import { invalidate, queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { FindingList } from '../../../ui/finding-list.tsx';
import { AUDIENCES, type Audience, type CheckFinding, type CheckReply } from '../report-types.ts';

/** 错误 1 · 待确认警告 3 · 提示 2 */
function summaryOf({ errors, openWarnings, notes, findings }: CheckReply): string {
  if (errors + openWarnings + notes === 0) return findings.length > 0 ? '警告都已确认' : '没有发现问题';
  return `错误 ${errors} · 待确认警告 ${openWarnings} · 提示 ${notes}`;
}

export function useCheck(reportId: string, audience: Audience) {
  return useQuery(queryOf('checkReport', { params: { id: reportId }, query: { audience } }));
}

/** The counts are of both compositions, since either can block; what only the other has is found there. */
function Elsewhere({
  found: { findings, errors, openWarnings },
  audience,
  onAudience,
}: {
  found: CheckReply;
  audience: Audience;
  onAudience: (audience: Audience) => void;
}) {
  const here = findings.filter(({ severity, tick }) => severity === 'error' || (severity === 'warning' && !tick));
  const count = errors + openWarnings - here.length;
  if (count <= 0) return null;
  const other = audience === 'public' ? 'party' : 'public';
  return (
    <p className="check-elsewhere">
      另有 {count} 处只在{AUDIENCES[other]}文稿中，同样要处理。
      <button type="button" className="text-button" onClick={() => onAudience(other)}>
        看{AUDIENCES[other]}文稿的
      </button>
    </p>
  );
}

interface CheckPaneProps {
  reportId: string;
  audience: Audience;
  /** Looks at the other composition's findings. */
  onAudience: (audience: Audience) => void;
  /** Whether the report is still on its way, so that warnings are there to be answered. */
  canTick: boolean;
  onJump: (finding: CheckFinding) => void;
  /** Absent where the text may not be changed. */
  onRepair?: ((finding: CheckFinding) => void) | undefined;
}

/** 通报体检 of the draft: errors block, a warning wants a name, each leads to its place. */
export function CheckPane({ reportId, audience, onAudience, canTick, onJump, onRepair }: CheckPaneProps) {
  const [active, setActive] = useState<string | null>(null);
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = useCheck(reportId, audience);
  const tick = useMutation({
    mutationFn: ({ key, isTicked }: { key: string; isTicked: boolean }) =>
      call(isTicked ? 'tickFinding' : 'untickFinding', { params: { id: reportId, key } }),
    onSuccess: () => invalidate(client, 'checkReport', 'getReport'),
    onError: (error) => void message.warning(toProblem(error).detail),
  });
  return (
    <>
      <div className="work-head">
        <h2>通报体检</h2>
        <span className="hint" role="status">
          {query.data ? summaryOf(query.data) : ''}
          {query.isFetching && query.data ? '，正在重查' : ''}
        </span>
      </div>
      <div className="work-scroll check-scroll" tabIndex={0} role="region" aria-label="体检结果">
        <AsyncState query={query} rows={4}>
          {(found) => {
            const { findings } = found;
            const list =
              findings.length === 0 ? (
                <p className="hint">没有发现编号、数字、日期、个人信息、涉密用语等方面的问题。发布前仍请通读一遍。</p>
              ) : (
                <FindingList
                  findings={findings}
                  activeKey={active}
                  placeOf={() => ''}
                  onJump={(finding) => {
                    setActive(finding.key);
                    onJump(finding);
                  }}
                  onRepair={onRepair}
                  onTick={canTick ? ({ key }, isTicked) => tick.mutate({ key, isTicked }) : undefined}
                  busyKey={tick.isPending ? tick.variables.key : null}
                />
              );
            return (
              <>
                <Elsewhere found={found} audience={audience} onAudience={onAudience} />
                {list}
              </>
            );
          }}
        </AsyncState>
      </div>
    </>
  );
}
