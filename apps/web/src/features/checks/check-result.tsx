import { App, Button } from 'antd';
import { useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { EmptyState } from '../../ui/async-state.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { repairText, type Checked, type CheckedText, type Finding } from './check-state.ts';
import { CheckText } from './check-text.tsx';

interface CheckResultProps {
  checked: Checked;
  isChecking: boolean;
  onRecheck: (text: string) => void;
  onAnother: () => void;
}

function download(text: string, title: string | null): void {
  const link = document.createElement('a');
  // With its byte order mark, so that older Windows programs read it as UTF-8.
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  link.download = `${(title ?? '通报').replaceAll(/[\\/:*?"<>|\s]/g, '').slice(0, 40)}（已检查）.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What was found: the text at the left, the findings at the right; repairs are made here and can be undone. */
export function CheckResult({ checked, isChecking, onRecheck, onAnother }: CheckResultProps) {
  const { message } = App.useApp();
  const [steps, setSteps] = useState<readonly CheckedText[]>([checked]);
  const [active, setActive] = useState<{ key: string } | { line: number } | null>(null);
  const now = steps.at(-1) ?? checked;
  const { text, findings } = now;

  const repair = (finding: Finding) => {
    setSteps([...steps, repairText(now, finding)]);
    setActive({ line: finding.line });
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      message.success('已复制全文');
    } catch {
      // Over plain http a browser keeps the clipboard closed.
      message.warning('浏览器不允许复制，请用“下载文字”。');
    }
  };
  return (
    <>
      <div className="check-bar">
        <p>
          {checked.title && <b className="check-title">{checked.title}</b>}
          <span className="hint">
            共 {formatNumber(text.length)} 字，识别出问题 {formatNumber(checked.issueCount)} 个、措施{' '}
            {formatNumber(checked.measureCount)} 条
          </span>
        </p>
        <p className="button-row no-print">
          <Button disabled={steps.length < 2} onClick={() => setSteps(steps.slice(0, -1))}>
            撤销修改{steps.length > 1 ? `（${steps.length - 1}）` : ''}
          </Button>
          <Button type={steps.length > 1 ? 'primary' : 'default'} loading={isChecking} onClick={() => onRecheck(text)}>
            重新检查
          </Button>
          <Button onClick={() => void copy()}>复制全文</Button>
          <Button onClick={() => download(text, checked.title)}>下载文字</Button>
          <Button onClick={() => window.print()}>打印</Button>
          <Button onClick={onAnother}>换一份</Button>
        </p>
      </div>
      <div className="check-panes">
        <CheckText checked={now} active={active} onChoose={({ key }) => setActive({ key })} />
        <section className="check-findings" aria-label="检查结果">
          {findings.length === 0 ? (
            <EmptyState title={steps.length > 1 ? '列出的都已处理' : '没有发现问题'}>
              {steps.length > 1
                ? '点“重新检查”再查一遍。'
                : '编号、数字、日期、个人信息、涉密用语等都查过了。发布前仍请通读一遍。'}
            </EmptyState>
          ) : (
            <FindingList
              findings={findings}
              activeKey={active && 'key' in active ? active.key : null}
              placeOf={({ line }) => `第 ${line} 行`}
              onJump={({ key }) => setActive({ key })}
              onRepair={repair}
              onRelated={(line) => setActive({ line })}
            />
          )}
        </section>
      </div>
    </>
  );
}
