import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { quietArrow } from './quiet-icons.tsx';

export interface UnitNode {
  id: string;
  name: string;
  parentId: string | null;
}

interface TreeNode {
  value: string;
  title: string;
  disabled: boolean;
  children: TreeNode[];
}

/** The flat list in its order as a tree; a unit whose parent is out of sight stands at the top. */
export function treeOf(units: readonly UnitNode[], disabledIds: ReadonlySet<string> = new Set()): TreeNode[] {
  const known = new Set(units.map(({ id }) => id));
  const byParent = new Map<string | null, UnitNode[]>();
  for (const unit of units) {
    const parent = unit.parentId && known.has(unit.parentId) ? unit.parentId : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), unit]);
  }
  const below = (parentId: string | null): TreeNode[] =>
    (byParent.get(parentId) ?? []).map(({ id, name }) => ({
      value: id,
      title: name,
      disabled: disabledIds.has(id),
      children: below(id),
    }));
  return below(null);
}

interface UnitSelectProps {
  units: readonly UnitNode[];
  value?: string | null;
  onChange?: (id: string | null) => void;
  disabledIds?: ReadonlySet<string>;
  placeholder?: string;
  allowClear?: boolean;
  disabled?: boolean;
  loading?: boolean;
  id?: string;
  className?: string;
  'aria-label'?: string;
}

/** Chooses a unit from the tree, by opening it or by typing part of a name. */
export function UnitSelect({
  units,
  value,
  onChange,
  disabledIds,
  placeholder = '选择单位',
  allowClear = false,
  className = 'full-width',
  ...rest
}: UnitSelectProps) {
  const tree = useMemo(() => treeOf(units, disabledIds), [units, disabledIds]);
  return (
    <TreeSelect
      suffixIcon={quietArrow}
      {...rest}
      className={className}
      treeData={tree}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? null)}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll={units.length <= 60}
      popupMatchSelectWidth={false}
      placeholder={placeholder}
      allowClear={allowClear}
    />
  );
}
