import { useMemo, type KeyboardEvent } from 'react';
import type { DraftEdit } from './edit-draft.ts';
import type { ImportDraft } from './import-draft.ts';
import { findingsByRow, type Finding, type OutlineRow } from './import-outline.ts';
import { NodeEditor } from './node-editor.tsx';
import { OutlineRowView } from './outline-row.tsx';

interface OutlineTreeProps {
  rows: readonly OutlineRow[];
  draft: ImportDraft;
  findings: readonly Finding[];
  selected: string | null;
  onSelect: (key: string) => void;
  onEdit: (edit: DraftEdit) => void;
}

function countOf(row: OutlineRow): string {
  if (row.kind === 'category') return `${row.issueCount} 个问题 ${row.measureCount} 条措施`;
  return row.kind === 'issue' ? (row.measureCount > 0 ? `${row.measureCount} 条措施` : '无措施') : '';
}

// Up and down walk the nodes, as in the file lists people know.
function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const from = (event.target as HTMLElement).closest('[data-row]');
  if (!from) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const next = all[all.indexOf(from as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)];
  event.preventDefault();
  next?.focus();
}

/** What was understood: headings, issues and measures, each to be chosen and corrected in its place. */
export function OutlineTree({ rows, draft, findings, selected, onSelect, onEdit }: OutlineTreeProps) {
  const byRow = useMemo(() => findingsByRow(rows, findings), [rows, findings]);
  return (
    <ul className="outline" onKeyDown={walk} aria-label="识别出的结构">
      {rows.map((row) => (
        <li key={row.key} className={row.key === selected ? 'outline-item is-open' : 'outline-item'}>
          <OutlineRowView
            rowKey={row.key}
            kind={row.kind}
            level={row.level}
            label={row.label}
            text={row.text}
            excerpt={row.excerpt}
            count={countOf(row)}
            isDropped={row.isDropped || row.isOwnerDropped}
            isSelected={row.key === selected}
            findings={byRow.get(row.key)}
            onSelect={onSelect}
          />
          {row.key === selected && <NodeEditor key={row.key} row={row} draft={draft} onEdit={onEdit} />}
        </li>
      ))}
    </ul>
  );
}
