/** The fields of an audit entry that the chain covers, in this order, and what a person calls them. */
export const FIELDS = {
  id: '记录编号',
  at: '时间',
  actorId: '操作人编号',
  actorName: '操作人',
  actorRole: '角色',
  ip: '来自',
  userAgent: '浏览器',
  requestId: '请求编号',
  action: '动作',
  result: '结果',
  objectKind: '对象种类',
  objectId: '对象编号',
  issueId: '问题编号',
  note: '说明',
  before: '改前',
  after: '改后',
} as const;

export type Field = keyof typeof FIELDS;
export const FIELD_CODES = Object.keys(FIELDS) as Field[];
