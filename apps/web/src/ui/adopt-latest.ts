import type { FormInstance } from 'antd';

/** After someone else saved first: fields not touched here take the new values, what was typed here stays. */
export function adoptLatest<T extends object>(form: FormInstance<T>, latest: T): void {
  const untouched = Object.entries(latest).filter(([name]) => !form.isFieldTouched(name as never));
  form.setFieldsValue(Object.fromEntries(untouched) as Parameters<typeof form.setFieldsValue>[0]);
}
