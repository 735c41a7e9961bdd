import { memo } from 'react';
import type { Finding, NodeKind } from './import-outline.ts';

interface OutlineRowProps {
  rowKey: string;
  kind: NodeKind;
  level: number;
  label: string;
  text: string;
  excerpt: string;
  count: string;
  isDropped: boolean;
  isSelected: boolean;
  findings: readonly Finding[] | undefined;
  onSelect: (key: string) => void;
}

const WORST: Readonly<Record<Finding['severity'], string>> = { error: '有误', warning: '存疑', note: '提示' };

/** One node of the tree; the findings of its line stand under it in their own words. */
export const OutlineRowView = memo(function OutlineRowView({
  rowKey,
  kind,
  level,
  label,
  text,
  excerpt,
  count,
  isDropped,
  isSelected,
  findings,
  onSelect,
}: OutlineRowProps) {
  return (
    <button
      type="button"
      data-row={rowKey}
      className={`outline-row outline-${kind}${isSelected ? ' is-selected' : ''}${isDropped ? ' is-dropped' : ''}`}
      style={{ paddingInlineStart: 8 + level * 16 }}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(rowKey)}
    >
      <span className="outline-line">
        {label && <span className="outline-label">{label}</span>}
        <span className="outline-text">{text}</span>
        {isDropped ? (
          <span className="outline-count">不导入</span>
        ) : (
          count && <span className="outline-count">{count}</span>
        )}
      </span>
      {excerpt && <span className="outline-excerpt">{excerpt}</span>}
      {findings?.map((finding, index) => (
        <span key={index} className={`outline-finding finding-${finding.severity}`}>
          {WORST[finding.severity]}：{finding.message}
        </span>
      ))}
    </button>
  );
});
