import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useVerification, type Verification as Running } from './use-verification.ts';

type Verdict = NonNullable<NonNullable<Running['told']>['verdict']>;

function agreement({ confirmed: { inside, outside } }: Verdict): string {
  if (outside > 0) return `与带来的 ${outside} 个外存检查点一致，末尾没有被截去，整条链也没有被重算。`;
  const within = inside > 0 ? `与库内 ${inside} 个检查点一致。` : '';
  return `${within}没有带来外存的检查点：数据库的所有者能连同检查点一起改，请带上保存在别处的检查点再核验。`;
}

function Outcome({ verdict }: { verdict: Verdict }) {
  const total = verdict.findings.length + verdict.unnamed;
  return (
    <div className={verdict.isWhole ? 'audit-outcome' : 'audit-outcome broken'} role="status">
      <p className="audit-outcome-title">{verdict.isWhole ? '完整' : `发现 ${formatNumber(total)} 处不符`}</p>
      <p>
        {formatInstant(verdict.at)} 核验 {formatNumber(verdict.count)} 条。{verdict.isWhole && agreement(verdict)}
      </p>
      {verdict.findings.length > 0 && (
        <ul>
          {verdict.findings.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {verdict.unnamed > 0 && <li>另有 {formatNumber(verdict.unnamed)} 处，没有逐条列出。</li>}
        </ul>
      )}
      {!verdict.isWhole && <p>请保留现场，不要修复，通知信息安全负责人，并取外存的检查点复核。</p>}
    </div>
  );
}

const share = (checked: number, total: number) =>
  total === 0 ? 100 : Math.min(100, Math.round((checked / total) * 100));

/** 核验: the whole chain, with checkpoints that people bring along. */
export function Verification({ onDone }: { onDone: () => void }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const { told, error, isRunning, run } = useVerification(onDone);
  return (
    <div className="audit-verify">
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept=".json,application/json"
        aria-label="外存的检查点"
        onChange={(event) => setFiles([...(event.target.files ?? [])])}
      />
      <Button onClick={() => input.current?.click()}>带上外存的检查点</Button>
      <Button type="primary" loading={isRunning} onClick={() => void run(files)}>
        核验
      </Button>
      <p className="hint">
        {files.length > 0
          ? `已选 ${files.map(({ name }) => name).join('、')}`
          : '没有带检查点也能核验，但看不出末尾被截去。'}
      </p>
      {isRunning && (
        <Progress
          className="audit-progress"
          percent={told ? share(told.checked, told.total) : 0}
          aria-label="核验进度"
          format={() => (told ? `${formatNumber(told.checked)} / ${formatNumber(told.total)} 条` : '')}
        />
      )}
      <ProblemAlert error={error} />
      {told?.verdict && !isRunning && <Outcome verdict={told.verdict} />}
    </div>
  );
}
