import { z } from 'zod';
import { UNIT_KINDS } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, id, version, words } from './common.ts';

const kind = codes(UNIT_KINDS);
export const unit = z.object({
  id,
  version,
  name: z.string(),
  kind,
  parentId: id.nullable(),
  path: z.string(),
  sortOrder: z.number().int(),
});

export const unitEndpoints = {
  listUnits: endpoint({
    method: 'GET',
    path: '/api/units',
    summary: '单位树中自己可见的部分，按上下级顺序排列',
    tag: '单位',
    response: z.object({ items: z.array(unit), canWrite: z.boolean() }),
  }),
  createUnit: endpoint({
    method: 'POST',
    path: '/api/units',
    summary: '新增单位',
    tag: '单位',
    body: z.strictObject({
      name: words('单位名称', { max: 80 }),
      kind,
      parentId: id.nullable(),
      sortOrder: z.number().int().min(0).max(9999).default(0),
    }),
    response: unit,
    status: 201,
  }),
  updateUnit: endpoint({
    method: 'PATCH',
    path: '/api/units/:id',
    summary: '修改单位；移动时其下级一并移动',
    tag: '单位',
    params: byId,
    body: z.strictObject({
      version,
      name: words('单位名称', { max: 80 }).optional(),
      kind: kind.optional(),
      parentId: id.nullable().optional(),
      sortOrder: z.number().int().min(0).max(9999).optional(),
    }),
    response: unit,
  }),
};
