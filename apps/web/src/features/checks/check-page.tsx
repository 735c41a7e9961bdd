import { useMutation, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { call, upload } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { CheckInput, type Source } from './check-input.tsx';
import { CheckResult } from './check-result.tsx';
import type { Checked } from './check-state.ts';
import './checks.css';

interface Asked {
  source: Source;
  inspectionId: string | undefined;
}

function check({ source, inspectionId }: Asked): Promise<Checked> {
  const against = inspectionId ? { inspectionId } : {};
  if (source.kind === 'file') return upload('checkFile', { query: against }, source.file);
  return call('checkText', { body: { text: source.text, isHtml: source.isHtml, ...against } });
}

/** Whose ledger the text is held against, if any. */
function LedgerChoice({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const [typed, setTyped] = useState('');
  const list = useQuery({
    ...queryOf('listInspections', { query: { limit: 100, ...(typed && { q: typed }) } }),
    placeholderData: (old) => old,
  });
  const chosen = useQuery({
    ...queryOf('getInspection', { params: { id: value ?? '' } }),
    enabled: value !== undefined,
  });
  const options = (list.data?.items ?? []).map(({ id, unit, programme }) => ({
    value: id,
    label: `${unit.name}（${programme.name}）`,
  }));
  if (chosen.data && value && !options.some((option) => option.value === value)) {
    options.unshift({ value, label: `${chosen.data.unit.name}（${chosen.data.programme.name}）` });
  }
  return (
    <label className="check-ledger">
      对照台账（可不选）
      <Select
        allowClear
        className="full-width"
        placeholder="不对照，只检查文字本身"
        value={value}
        onChange={(id: string | undefined) => onChange(id)}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={list.isPending}
        options={options}
      />
    </label>
  );
}

/** 通报体检: any text, pasted or as a file, checked as a report is before it is published. */
export function CheckPage() {
  const { values, set } = useUrlState(['inspectionId']);
  const [text, setText] = useState('');
  const run = useMutation({ mutationFn: check });
  const { inspectionId } = values;
  const ask = (source: Source) => run.mutate({ source, inspectionId });

  return (
    <section className="page check-page">
      <PageHead
        title="通报体检"
        note="检查编号、数字、日期、前后矛盾、个人信息、涉密用语和套话。提示供参考，由人决定。"
      />
      <ProblemAlert error={run.error} />
      {run.data ? (
        <CheckResult
          key={run.submittedAt}
          checked={run.data}
          isChecking={run.isPending}
          onRecheck={(next) => {
            setText(next);
            ask({ kind: 'text', text: next, isHtml: false });
          }}
          onAnother={() => {
            setText('');
            run.reset();
          }}
        />
      ) : (
        <>
          <LedgerChoice value={inspectionId} onChange={(id) => set({ inspectionId: id }, { replace: true })} />
          <CheckInput text={text} onText={setText} isChecking={run.isPending} onCheck={ask} />
          {run.isPending && (
            <p role="status" className="hint">
              正在检查，长文需要几秒钟…
            </p>
          )}
        </>
      )}
    </section>
  );
}
