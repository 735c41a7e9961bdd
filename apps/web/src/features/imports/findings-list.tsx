import './findings.css';
import type { Finding } from './import-outline.ts';

const SEVERITIES = { error: '有误', warning: '存疑', note: '提示' } as const;
const ORDER = ['error', 'warning', 'note'] as const;

/** 有误 1 · 存疑 6 · 提示 2 */
export function countFindings(findings: readonly Finding[]): string {
  return ORDER.map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${SEVERITIES[severity]} ${count}`)
    .join(' · ');
}

/** Everything doubtful in one list; each leads to its line. */
export function FindingsList({ findings, onLine }: { findings: readonly Finding[]; onLine: (line: number) => void }) {
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.line - b.line);
  if (sorted.length === 0) return <p className="hint findings-none">没有发现存疑之处。仍请通读一遍再导入。</p>;
  return (
    <ul className="findings">
      {sorted.map((finding, index) => (
        <li key={index}>
          <button
            type="button"
            className={`finding-button finding-${finding.severity}`}
            onClick={() => onLine(finding.line)}
          >
            <span className="finding-kind">{SEVERITIES[finding.severity]}</span>
            <span className="finding-line">第 {finding.line} 行</span>
            <span className="finding-words">{finding.message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
