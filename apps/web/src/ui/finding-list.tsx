import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { CallReply } from '../lib/call.ts';
import { formatInstant } from '../lib/format.ts';
import './styles/finding-list.css';

type Finding = CallReply<'checkText'>['findings'][number];

export const SEVERITY_WORDS = { error: '错误', warning: '警告', note: '提示' } as const;
type Severity = keyof typeof SEVERITY_WORDS;
const SEVERITIES = Object.keys(SEVERITY_WORDS) as Severity[];

interface FindingListProps<T extends Finding> {
  findings: readonly T[];
  /** Which is being looked at. */
  activeKey: string | null;
  onJump: (finding: T) => void;
  onRepair?: ((finding: T) => void) | undefined;
  /** Puts one's name to a warning, or takes it back; absent where nobody is asked to. */
  onTick?: ((finding: T, isTicked: boolean) => void) | undefined;
  busyKey?: string | null;
  /** The place, in words; absent where the line number says nothing. */
  placeOf: (finding: T) => string;
  onRelated?: ((line: number) => void) | undefined;
}

function Ticked({ tick: { by, at } }: { tick: NonNullable<Finding['tick']> }) {
  return (
    <span className="finding-tick">
      {by} 已确认，{formatInstant(at)}
    </span>
  );
}

function Tick<T extends Finding>({
  finding,
  onTick,
  isBusy,
}: {
  finding: T;
  onTick: (isTicked: boolean) => void;
  isBusy: boolean;
}) {
  if (!finding.tick) {
    return (
      <Button size="small" loading={isBusy} onClick={() => onTick(true)}>
        已核实，确认无误
      </Button>
    );
  }
  return (
    <span className="finding-tick">
      <Ticked tick={finding.tick} />
      <button type="button" className="text-button" onClick={() => onTick(false)}>
        取消确认
      </button>
    </span>
  );
}

function Item<T extends Finding>({ finding, props }: { finding: T; props: FindingListProps<T> }) {
  const { activeKey, onJump, onRepair, onTick, busyKey, placeOf, onRelated } = props;
  const { severity, label, message, quote, repair, related, tick } = finding;
  return (
    <li className={`finding-item finding-${severity}${tick ? ' is-ticked' : ''}`} data-finding={finding.key}>
      <button
        type="button"
        className="finding-jump"
        aria-current={finding.key === activeKey ? 'true' : undefined}
        onClick={() => onJump(finding)}
      >
        <span className="finding-head">
          <b>{SEVERITY_WORDS[severity]}</b>
          <span>{label}</span>
          <span className="hint">{placeOf(finding)}</span>
        </span>
        <span className="finding-message">{message}</span>
        {quote && <q className="finding-quote">{quote.length > 60 ? `${quote.slice(0, 60)}…` : quote}</q>}
      </button>
      {related.map(({ line, quote: other }, index) => (
        <p key={index} className="hint finding-related">
          另见{' '}
          {onRelated ? (
            <button type="button" className="text-button" onClick={() => onRelated(line)}>
              第 {line} 行
            </button>
          ) : null}
          “{other}”
        </p>
      ))}
      {((repair && onRepair) || (severity === 'warning' && onTick) || tick) && (
        <p className="button-row finding-acts">
          {repair && onRepair && (
            <Button size="small" onClick={() => onRepair(finding)}>
              {repair.label}
            </Button>
          )}
          {tick && !onTick && <Ticked tick={tick} />}
          {severity === 'warning' && onTick && (
            <Tick finding={finding} onTick={(isTicked) => onTick(finding, isTicked)} isBusy={busyKey === finding.key} />
          )}
        </p>
      )}
    </li>
  );
}

/** What the 通报体检 found: the worst first, filtered by how bad it is; each leads to its place. */
export function FindingList<T extends Finding>(props: FindingListProps<T>) {
  const { findings } = props;
  const [only, setOnly] = useState<Severity | ''>('');
  const countOf = (severity: Severity) => findings.filter((each) => each.severity === severity).length;
  const shown = SEVERITIES.filter((severity) => only === '' || severity === only).flatMap((severity) =>
    findings
      .filter((each) => each.severity === severity)
      .sort((a, b) => Number(a.tick !== null) - Number(b.tick !== null) || a.from - b.from),
  );
  return (
    <div className="finding-list">
      <Segmented
        size="small"
        aria-label="按轻重筛选"
        value={only}
        onChange={(value: Severity | '') => setOnly(value)}
        options={[
          { value: '', label: `全部 ${findings.length}` },
          ...SEVERITIES.map((severity) => ({
            value: severity,
            label: `${SEVERITY_WORDS[severity]} ${countOf(severity)}`,
          })),
        ]}
      />
      <ul>
        {shown.map((finding) => (
          <Item key={finding.key} finding={finding} props={props} />
        ))}
      </ul>
      {shown.length === 0 && findings.length > 0 && <p className="hint">这一类没有。</p>}
    </div>
  );
}
