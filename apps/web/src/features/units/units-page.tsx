import { useQuery } from '@tanstack/react-query';
import { UNIT_KINDS } from '@rectify/domain';
import { Button } from 'antd';
import { useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { UnitModal, type Unit } from './unit-modal.tsx';
import './units.css';

type Edited = { kind: 'new'; parentId: string | null } | { kind: 'change'; id: string };

interface UnitListProps {
  units: readonly Unit[];
  parentId: string | null;
  onEdit: ((edited: Edited) => void) | null;
}

/** The units below one, and below each of them their own. */
function UnitList({ units, parentId, onEdit }: UnitListProps) {
  const known = new Set(units.map(({ id }) => id));
  const here = units.filter((unit) => (unit.parentId && known.has(unit.parentId) ? unit.parentId : null) === parentId);
  if (here.length === 0) return null;
  return (
    <ul className={parentId === null ? 'unit-tree' : undefined}>
      {here.map((unit) => (
        <li key={unit.id}>
          <div className="unit-row">
            <span>
              {unit.name} <span className="hint">{UNIT_KINDS[unit.kind]}</span>
            </span>
            {onEdit && (
              <span className="unit-actions">
                <button
                  type="button"
                  className="text-button"
                  aria-label={`修改${unit.name}`}
                  onClick={() => onEdit({ kind: 'change', id: unit.id })}
                >
                  修改
                </button>
                <button
                  type="button"
                  className="text-button"
                  aria-label={`在${unit.name}下新增`}
                  onClick={() => onEdit({ kind: 'new', parentId: unit.id })}
                >
                  加下级
                </button>
              </span>
            )}
          </div>
          <UnitList units={units} parentId={unit.id} onEdit={onEdit} />
        </li>
      ))}
    </ul>
  );
}

/** The found units and everything above them. */
function narrowed(units: readonly Unit[], words: string | undefined): readonly Unit[] {
  if (!words) return units;
  const found = units.filter(({ name }) => name.includes(words));
  return units.filter(({ path }) => found.some((unit) => unit.path.startsWith(path)));
}

/** 单位: the tree that scope and responsibility follow. */
export function UnitsPage() {
  const { values, set } = useUrlState(['q']);
  const [edited, setEdited] = useState<Edited | null>(null);
  const query = useQuery(queryOf('listUnits'));
  const all = query.data?.items ?? [];
  const unit = edited?.kind === 'change' ? (all.find(({ id }) => id === edited.id) ?? null) : null;
  return (
    <section className="page">
      <PageHead
        title="单位"
        note={query.data && `共 ${formatNumber(all.length)} 个单位`}
        actions={
          query.data?.canWrite && (
            <Button type="primary" onClick={() => setEdited({ kind: 'new', parentId: null })}>
              新增单位
            </Button>
          )
        }
      />
      <FilterBar count={values.q ? 1 : 0} onClear={() => set({ q: null })} isFolding={false}>
        <FilterItem label="单位名称">
          <SearchInput value={values.q} label="单位名称" placeholder="输入后按回车" onSearch={(q) => set({ q })} />
        </FilterItem>
      </FilterBar>
      <AsyncState query={query}>
        {({ items, canWrite }) => {
          const shown = narrowed(items, values.q);
          if (shown.length === 0) {
            return (
              <EmptyState title={values.q ? '没有这样的单位' : '还没有单位'}>
                {values.q ? '换个名称试试。' : '先新增最上层的单位，再逐级加下级。'}
              </EmptyState>
            );
          }
          return <UnitList units={shown} parentId={null} onEdit={canWrite ? setEdited : null} />;
        }}
      </AsyncState>
      {edited && (
        <UnitModal
          units={all}
          unit={unit}
          parentId={edited.kind === 'new' ? edited.parentId : null}
          onClose={() => setEdited(null)}
          onReload={async () => (await query.refetch()).data?.items}
        />
      )}
    </section>
  );
}
