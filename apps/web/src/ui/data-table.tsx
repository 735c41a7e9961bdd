import type { ReactNode } from 'react';

export interface Column<T> {
  key: string;
  title: ReactNode;
  /** The words before the value where the row is a card; absent: the value speaks for itself. */
  label?: string;
  render: (row: T) => ReactNode;
  /** CSS width on wide screens. */
  width?: number | string;
  align?: 'end';
  /** The row's heading: first on a card, and read aloud with each cell. */
  isHeading?: boolean;
  /** A number that stands before the heading, also on a card. */
  isLead?: boolean;
  /** Takes a whole line of a card. */
  isWide?: boolean;
  /** Left out of the card when there is nothing to say. */
  isBlank?: (row: T) => boolean;
}

export interface Choice<T> {
  isChosen: (row: T) => boolean;
  onToggle: (row: T) => void;
  onToggleAll: (isChosen: boolean) => void;
  nameOf: (row: T) => string;
}

interface DataTableProps<T> {
  /** What the table holds, for those who hear it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  choice?: Choice<T> | undefined;
  isSticky?: boolean;
}

function classOf<T>(column: Column<T>, row?: T): string | undefined {
  const names = [
    column.align === 'end' && 'end',
    column.isLead && 'lead',
    column.isWide && 'wide',
    row !== undefined && column.isBlank?.(row) && 'blank',
  ].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

/** A plain table of small rows that turns into cards where the screen is narrow. */
export function DataTable<T>({ caption, columns, rows, keyOf, choice, isSticky = false }: DataTableProps<T>) {
  const isAllChosen = rows.length > 0 && choice !== undefined && rows.every(choice.isChosen);
  return (
    // The roles are said aloud again because the card form changes `display`, which would take them away.
    <table role="table" className={`data-table fixed${isSticky ? ' sticky' : ''}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {choice && (
            <th role="columnheader" scope="col" className="choose">
              <input
                type="checkbox"
                aria-label="选择本页全部"
                checked={isAllChosen}
                onChange={(event) => choice.onToggleAll(event.target.checked)}
              />
            </th>
          )}
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={classOf(column)}
              style={{ width: column.width }}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            role="row"
            className={choice && (choice.isChosen(row) ? 'choosable chosen' : 'choosable')}
          >
            {choice && (
              <td role="cell" className="choose">
                <input
                  type="checkbox"
                  aria-label={`选择${choice.nameOf(row)}`}
                  checked={choice.isChosen(row)}
                  onChange={() => choice.onToggle(row)}
                />
              </td>
            )}
            {columns.map((column) =>
              column.isHeading ? (
                <th key={column.key} role="rowheader" scope="row" className={classOf(column)}>
                  {column.render(row)}
                </th>
              ) : (
                <td key={column.key} role="cell" className={classOf(column, row)} data-label={column.label}>
                  {column.render(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
