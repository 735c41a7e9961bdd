import { Select } from 'antd';
import { AUDIT_OBJECTS } from '@rectify/contract';
import type { CallInput } from '../../lib/call.ts';
import { useSession } from '../../lib/session.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { auditActionOptions } from './audit-actions.ts';
import { PersonSelect } from './person-select.tsx';

export const FILTER_NAMES = ['actorId', 'action', 'objectKind', 'objectId', 'result', 'from', 'to', 'q'] as const;
export type FilterValues = Partial<Record<(typeof FILTER_NAMES)[number], string>>;
type Patch = Partial<Record<(typeof FILTER_NAMES)[number], string | null>>;

const ACTIONS = auditActionOptions();
const OBJECTS = Object.entries(AUDIT_OBJECTS).map(([value, label]) => ({ value, label }));
const RESULTS = [
  { value: 'done', label: '已办成' },
  { value: 'refused', label: '未获准' },
];
const NOTHING = Object.fromEntries(FILTER_NAMES.map((name) => [name, null]));

const isObject = (value: string | undefined): value is keyof typeof AUDIT_OBJECTS =>
  value !== undefined && Object.hasOwn(AUDIT_OBJECTS, value);

/** The filters as the server takes them; what it would not know is left out. */
export function filterQuery(values: FilterValues): NonNullable<CallInput<'exportAuditTable'>['query']> {
  const { objectKind, result, ...rest } = values;
  return {
    ...rest,
    ...(isObject(objectKind) && { objectKind }),
    ...((result === 'done' || result === 'refused') && { result }),
  };
}

/** Who, what, on which, with what result, when, and any words. */
export function AuditFilters({ values, set }: { values: FilterValues; set: (patch: Patch) => void }) {
  const { today } = useSession();
  const { actorId, action, objectKind, objectId, result, from, to, q } = values;
  return (
    <>
      <FilterBar count={Object.keys(values).length} onClear={() => set(NOTHING)}>
        <FilterItem label="操作人">
          <PersonSelect value={actorId} onChange={(id) => set({ actorId: id })} />
        </FilterItem>
        <FilterItem label="动作">
          <Select
            aria-label="动作"
            placeholder="全部"
            allowClear
            value={action ?? null}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={240}
            options={ACTIONS}
            onChange={(code: string | undefined) => set({ action: code ?? null })}
          />
        </FilterItem>
        <FilterItem label="对象">
          <Select
            aria-label="对象"
            placeholder="全部"
            allowClear
            value={objectKind ?? null}
            options={OBJECTS}
            onChange={(code: string | undefined) => set({ objectKind: code ?? null })}
          />
        </FilterItem>
        <FilterItem label="结果">
          <Select
            aria-label="结果"
            placeholder="全部"
            allowClear
            value={result ?? null}
            options={RESULTS}
            onChange={(code: string | undefined) => set({ result: code ?? null })}
          />
        </FilterItem>
        <FilterItem label="从">
          <DayInput
            aria-label="从哪一天"
            value={from ?? null}
            max={to ?? today}
            onChange={(day) => set({ from: day })}
          />
        </FilterItem>
        <FilterItem label="到">
          <DayInput
            aria-label="到哪一天"
            value={to ?? null}
            min={from}
            max={today}
            onChange={(day) => set({ to: day })}
          />
        </FilterItem>
        <FilterItem label="文字">
          <SearchInput
            label="文字"
            placeholder="人名、说明、改动"
            value={q}
            onSearch={(words) => set({ q: words || null })}
          />
        </FilterItem>
      </FilterBar>
      {objectId && (
        <p className="other-filters">
          <span className="chip">
            只看对象 {objectId}
            <button type="button" className="text-button" onClick={() => set({ objectId: null })}>
              取消
            </button>
          </span>
        </p>
      )}
    </>
  );
}
