import { useQuery } from '@tanstack/react-query';
import { CLOSURE_RESULTS, DISCLOSURES, ISSUE_STATUSES, LIGHTS } from '@rectify/domain';
import { Select } from 'antd';
import { useState } from 'react';
import { queryOf } from '../../lib/query.ts';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { UnitSelect } from '../../ui/unit-select.tsx';
import { FILTERS, type LedgerUrl } from './ledger-url.ts';

const LIGHT_MEANINGS: Record<string, string> = {
  red: '逾期',
  orange: '临近',
  yellow: '将到期',
  green: '正常',
  blue: '已完成',
  none: '未设时限',
};

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

interface CategoryNode {
  id: string;
  title: string;
  parentId: string | null;
}

function depthOf(category: CategoryNode, all: readonly CategoryNode[]): number {
  const parent = all.find(({ id }) => id === category.parentId);
  return parent ? depthOf(parent, all) + 1 : 0;
}

function InspectionFilter({ url }: { url: LedgerUrl }) {
  const [typed, setTyped] = useState('');
  const list = useQuery({
    ...queryOf('listInspections', { query: { limit: 100, ...(typed && { q: typed }) } }),
    placeholderData: (old) => old,
  });
  const chosen = url.filter.inspectionId;
  const current = useQuery({
    ...queryOf('getInspection', { params: { id: chosen ?? '' } }),
    enabled: chosen !== undefined,
  });
  const items = list.data?.items ?? [];
  const known = current.data && !items.some(({ id }) => id === chosen) ? [current.data, ...items] : items;
  return (
    <Select
      aria-label="巡察"
      placeholder="全部"
      allowClear
      value={chosen ?? null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={list.isPending}
      popupMatchSelectWidth={360}
      options={known.map(({ id, unit, programme }) => ({ value: id, label: `${unit.name}（${programme.name}）` }))}
      onChange={(id: string | undefined) => url.set({ inspectionId: id, categoryId: null })}
    />
  );
}

function CategoryFilter({ url }: { url: LedgerUrl }) {
  const id = url.filter.inspectionId;
  const { data } = useQuery({ ...queryOf('getInspection', { params: { id: id ?? '' } }), enabled: id !== undefined });
  const categories = data?.categories ?? [];
  return (
    <Select
      aria-label="分类"
      placeholder={id ? '全部' : '先选巡察'}
      disabled={!id}
      allowClear
      value={url.filter.categoryId ?? null}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={480}
      options={categories.map((category) => ({
        value: category.id,
        label: '　'.repeat(depthOf(category, categories)) + category.title,
      }))}
      onChange={(categoryId: string | undefined) => url.set({ categoryId })}
    />
  );
}

function OwnerFilter({ url }: { url: LedgerUrl }) {
  const [typed, setTyped] = useState('');
  const { inspectionId, owner } = url.filter;
  const { data } = useQuery({
    ...queryOf('listOwners', { query: { ...(typed && { q: typed }), ...(inspectionId && { inspectionId }) } }),
    placeholderData: (old) => old,
  });
  return (
    <Select
      aria-label="责任人"
      placeholder="全部"
      allowClear
      value={owner ?? null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={(data?.items ?? []).map((name) => ({ value: name, label: name }))}
      onChange={(name: string | undefined) => url.set({ owner: name })}
    />
  );
}

interface ManyFilterProps {
  url: LedgerUrl;
  name: 'status' | 'light';
  label: string;
  words: Record<string, string>;
  /** Said beside the word in the open list only. */
  meanings?: Record<string, string>;
}

function ManyFilter({ url, name, label, words, meanings = {} }: ManyFilterProps) {
  return (
    <Select
      aria-label={label}
      mode="multiple"
      placeholder="全部"
      allowClear
      maxTagCount="responsive"
      value={url.filter[name]?.split(',') ?? []}
      options={optionsOf(words)}
      popupMatchSelectWidth={160}
      optionRender={({ value }) => [words[value ?? ''], meanings[value ?? '']].filter(Boolean).join('：')}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(codes: string[]) => url.set({ [name]: codes.join(','), result: null })}
    />
  );
}

/** Filters that only a link sets; each can be taken off here. */
function LinkFilters({ url }: { url: LedgerUrl }) {
  const { result, programmeId, unitId, isUnitOnly, heading, isUncategorised } = url.filter;
  const programme = useQuery({
    ...queryOf('getProgramme', { params: { id: programmeId ?? '' } }),
    enabled: programmeId !== undefined,
  });
  const chips = [
    result && { name: 'result' as const, text: `销号结果：${CLOSURE_RESULTS[result]}` },
    programmeId && { name: 'programmeId' as const, text: `轮次：${programme.data?.name ?? '…'}` },
    unitId && isUnitOnly && { name: 'isUnitOnly' as const, text: '不含下级单位' },
    heading && { name: 'heading' as const, text: `分类：${heading}` },
    isUncategorised && { name: 'isUncategorised' as const, text: '没有分类的问题' },
  ].filter((chip) => chip !== undefined && chip !== '');
  if (chips.length === 0) return null;
  return (
    <div className="other-filters">
      {chips.map(({ name, text }) => (
        <span key={name} className="chip">
          {text}
          <button
            type="button"
            className="text-button"
            aria-label={`去掉“${text}”`}
            onClick={() => url.set({ [name]: null })}
          >
            去掉
          </button>
        </span>
      ))}
    </div>
  );
}

/** Everything the ledger can be narrowed by; all of it stands in the address. */
export function LedgerFilters({ url }: { url: LedgerUrl }) {
  const units = useQuery(queryOf('listUnits'));
  const all = units.data?.items ?? [];
  return (
    <>
      <FilterBar
        count={url.filterCount}
        onClear={() => url.set(Object.fromEntries(FILTERS.map((name) => [name, null])))}
      >
        <FilterItem label="巡察">
          <InspectionFilter url={url} />
        </FilterItem>
        <FilterItem label="状态">
          <ManyFilter url={url} name="status" label="状态" words={ISSUE_STATUSES} />
        </FilterItem>
        <FilterItem label="灯">
          <ManyFilter url={url} name="light" label="灯" words={LIGHTS} meanings={LIGHT_MEANINGS} />
        </FilterItem>
        {all.length > 1 && (
          <FilterItem label="单位">
            <UnitSelect
              aria-label="单位"
              units={all}
              allowClear
              placeholder="全部"
              value={url.filter.unitId ?? null}
              onChange={(unitId) => url.set({ unitId, isUnitOnly: null })}
            />
          </FilterItem>
        )}
        <FilterItem label="责任人">
          <OwnerFilter url={url} />
        </FilterItem>
        <FilterItem label="分类" note={url.filter.inspectionId ? undefined : '分类各次巡察不同，请先选择巡察'}>
          <CategoryFilter url={url} />
        </FilterItem>
        <FilterItem label="公开级别">
          <Select
            aria-label="公开级别"
            placeholder="全部"
            allowClear
            value={url.filter.disclosure ?? null}
            options={optionsOf(DISCLOSURES)}
            onChange={(disclosure: string | undefined) => url.set({ disclosure })}
          />
        </FilterItem>
        <FilterItem label="关键词">
          <SearchInput
            value={url.values.q}
            min={2}
            label="关键词，至少两个字"
            placeholder="两字以上"
            onSearch={(q) => url.set({ q })}
          />
        </FilterItem>
      </FilterBar>
      <LinkFilters url={url} />
    </>
  );
}
