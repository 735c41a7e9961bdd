import { REASON_MIN, countCharacters, type IssueAction, type RequestKind } from '@rectify/domain';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input } from 'antd';
import { useId, useState, type KeyboardEvent } from 'react';
import { call } from '../../../lib/call.ts';
import { readDraft, writeDraft } from '../../../lib/drafts.ts';
import { formatInstant } from '../../../lib/format.ts';
import { queryOf } from '../../../lib/query.ts';
import { useSession } from '../../../lib/session.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import { ActionButton } from './action-button.tsx';
import { ClosureCheck } from './closure-check.tsx';
import { find, openRequest, type IssueDetail, type ReviewRequest } from './issue-types.ts';
import { useForgetDraft } from '../../../ui/keep-draft.tsx';
import { askedFor, ReviewSteps } from './request-history.tsx';
import { useIssueWrite } from './use-issue-write.ts';

const ACTIONS = {
  plan: ['approvePlan', 'returnPlan', '整改方案'],
  closure: ['approveClosure', 'returnClosure', '销号申请'],
  extension: ['approveExtension', 'returnExtension', '延期申请'],
} as const satisfies Record<RequestKind, readonly [IssueAction, IssueAction, string]>;

/** The open request of an issue when its decision is, or will be, this person's; else null. */
export function reviewable(issue: IssueDetail): ReviewRequest | null {
  const request = openRequest(issue);
  return request && find(issue.allowedActions, ACTIONS[request.kind][0]) ? request : null;
}

function whatFollows(request: ReviewRequest): string {
  const isLast = request.levels.at(-1) === request.turn;
  if (!isLast) return '通过后转下一级审核。';
  if (request.kind === 'plan') return '通过后方案批准，措施和时限随之确定，开始整改。';
  if (request.kind === 'extension') return '通过后时限改为新日期，原定时限和延期次数保留。';
  return '通过后即销号，生成销号记录，问题进入只读；如需重新整改须由巡察办发起。';
}

/** The reviewer's place: what is asked, what the check noticed, the opinion, and the decision. */
export function ReviewPanel({ issue, request }: { issue: IssueDetail; request: ReviewRequest }) {
  const [approveAction, returnAction, name] = ACTIONS[request.kind];
  const approve = find(issue.allowedActions, approveAction);
  const giveBack = find(issue.allowedActions, returnAction);
  const opinion = useOpinion(request.id);
  const [fault, setFault] = useState<string | null>(null);
  const write = useIssueWrite(issue.id);
  const confirm = useConfirm();
  const faultId = useId();

  const decide = async (decision: 'approved' | 'returned') => {
    const note = opinion.text.trim();
    const count = countCharacters(note);
    if (decision === 'returned' && count < REASON_MIN) {
      setFault(`退回须写明要补什么，不少于 ${REASON_MIN} 个字，现有 ${count} 个字。`);
      opinion.focus();
      return;
    }
    setFault(null);
    const isClosing = decision === 'approved' && request.kind === 'closure' && request.levels.at(-1) === request.turn;
    if (
      isClosing &&
      !(await confirm({
        title: '同意销号？',
        consequences: ['生成带编号的销号记录，不可更改。', '销号后进入只读，如需重新整改须由巡察办发起。'],
        okText: '同意销号',
        cancelText: '再看看',
      }))
    )
      return;
    const after = await write.run(
      () =>
        call('decideRequest', {
          params: { id: request.id },
          body: { version: issue.version, decision, ...(note && { note }) },
        }),
      (detail) =>
        decision === 'returned'
          ? '已退回，意见已送被巡察单位，须补正后重新提交。'
          : `已通过${name}。${detail.next.text}。`,
    );
    if (after) opinion.forget();
  };

  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || write.isBusy) return;
    event.preventDefault();
    const action = event.shiftKey ? giveBack : approve;
    if (action?.reason === null) void decide(event.shiftKey ? 'returned' : 'approved');
  };

  return (
    <section
      className="review-panel no-print"
      id="review"
      aria-labelledby="review-title"
      tabIndex={-1}
      onKeyDown={press}
    >
      <h2 id="review-title">审核{name}</h2>
      <p>
        <strong>{askedFor(issue, request)}</strong>
        <span className="hint">
          {' '}
          {request.requestedBy}，{formatInstant(request.requestedAt)}提出
        </span>
      </p>
      {request.statement && <p className="reading pre-line request-statement">{request.statement}</p>}
      {request.levels.length > 1 && <ReviewSteps request={request} />}
      {request.kind === 'closure' && <ClosureCheck issueId={issue.id} />}
      <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
      <OpinionField opinion={opinion} hasFault={fault !== null} faultId={faultId} />
      {fault && (
        <p id={faultId} role="alert" className="field-fault">
          {fault}
        </p>
      )}
      <p className="hint">{whatFollows(request)}退回须写明要补什么，并计入退回次数。</p>
      <div className="button-row">
        <ActionButton type="primary" action={approve} loading={write.isBusy} onClick={() => void decide('approved')} />
        <ActionButton action={giveBack} onClick={() => void decide('returned')} />
        <span className="hint keys">Ctrl+Enter 通过，Ctrl+Shift+Enter 退回</span>
      </div>
    </section>
  );
}

function useOpinion(requestId: string) {
  const { user } = useSession();
  const object = `review:${requestId}`;
  const forgetDraft = useForgetDraft();
  const [text, setText] = useState(() => readDraft<string>(user.id, object) ?? '');
  const fieldId = useId();
  const focus = () => document.getElementById(fieldId)?.focus();
  const change = (next: string) => {
    setText(next);
    if (next === '') forgetDraft(object);
    else writeDraft(user.id, object, next);
  };
  return {
    text,
    change,
    fieldId,
    focus,
    /** Puts a phrase where the opinion ends. */
    insert: (phrase: string) => {
      change(text.trim() === '' ? phrase : `${text.trimEnd()}\n${phrase}`);
      focus();
    },
    forget: () => forgetDraft(object),
  };
}

interface OpinionFieldProps {
  opinion: ReturnType<typeof useOpinion>;
  hasFault: boolean;
  faultId: string;
}

function OpinionField({ opinion, hasFault, faultId }: OpinionFieldProps) {
  const { fieldId } = opinion;
  const phrases = useQuery({ ...queryOf('listPhrases'), staleTime: 300_000 });
  const items = phrases.data?.items ?? [];
  return (
    <div>
      <div className="block-head">
        <label htmlFor={fieldId}>审核意见</label>
        {items.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: items.map((phrase) => ({ key: phrase, label: <span className="phrase">{phrase}</span> })),
              onClick: ({ key }) => opinion.insert(key),
            }}
          >
            <Button size="small">用以往的意见</Button>
          </Dropdown>
        )}
      </div>
      <Input.TextArea
        id={fieldId}
        value={opinion.text}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={2000}
        status={hasFault ? 'error' : ''}
        aria-invalid={hasFault}
        aria-describedby={hasFault ? faultId : undefined}
        placeholder="通过时可不填；退回时写明要补什么"
        onChange={(event) => opinion.change(event.target.value)}
      />
    </div>
  );
}
