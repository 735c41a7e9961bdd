/** The parts of the editor, as a phone shows them one at a time. */
export const TABS = [
  { value: 'outline', label: '大纲' },
  { value: 'text', label: '正文' },
  { value: 'preview', label: '预览' },
  { value: 'check', label: '体检' },
] as const;
export type Tab = (typeof TABS)[number]['value'];

/** The part that the address names; the text where it names none. */
export function tabOf(view: string | undefined): Tab {
  return TABS.find(({ value }) => value === view)?.value ?? 'text';
}
