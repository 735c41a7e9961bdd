import { useQuery } from '@tanstack/react-query';
import { formatBytes } from '../../../lib/format.ts';
import { queryOf } from '../../../lib/query.ts';

/** From here on it is said what to do. */
const NEARLY_FULL = 0.9;

/** How much of the unit's room is used up, before an upload fails for it. */
export function EvidenceRoom({ issueId }: { issueId: string }) {
  const { data } = useQuery(queryOf('getEvidenceRoom', { params: { id: issueId } }));
  if (!data || data.mostBytes === null) return null;
  const { unitName, usedBytes, mostBytes } = data;
  return (
    <p className="hint">
      {unitName}的佐证材料已用 {formatBytes(usedBytes)} / {formatBytes(mostBytes)}
      {usedBytes >= mostBytes * NEARLY_FULL && '，快用完了：请压缩后再传，或联系系统管理员调高上限'}。
    </p>
  );
}
