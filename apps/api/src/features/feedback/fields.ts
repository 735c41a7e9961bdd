/** What someone typed into the form, as it is. */
export interface Typed {
  about: string;
  text: string;
  name: string;
  contact: string;
}

export const TEXT_MIN = 5;
export const TEXT_MAX = 2000;
export const NAME_MAX = 30;
export const CONTACT_MAX = 100;

export const EMPTY: Typed = { about: '', text: '', name: '', contact: '' };

export type Faults = Partial<Record<keyof Typed | 'form', string>>;

const CONTROL = /[^\P{Cc}\n\t]/gu;
const oneLine = (text: string) => text.replaceAll(/\s+/gu, ' ').trim();

/** Reads the fields of a form; lengths are judged apart, so that nothing typed is lost. */
export function readTyped(fields: ReadonlyMap<string, string>): Typed {
  const field = (name: string) => (fields.get(name) ?? '').replaceAll(CONTROL, '').trim();
  return {
    about: field('about').slice(0, 80),
    text: field('text'),
    name: oneLine(field('name')),
    contact: oneLine(field('contact')),
  };
}

const lengthOf = (text: string) => [...text].length;

/** Why it cannot be taken like this, field by field, in words that say how to mend it. */
export function faultsOf(typed: Typed, issues: readonly { id: string }[]): Faults {
  const faults: Faults = {};
  const length = lengthOf(typed.text);
  if (length === 0) faults.text = '请写下您的意见。';
  else if (length < TEXT_MIN) faults.text = `意见至少 ${TEXT_MIN} 个字，请说得具体一些。`;
  else if (length > TEXT_MAX) faults.text = `意见最多 ${TEXT_MAX} 个字，现在有 ${length} 个字，请精简或分几次提交。`;
  if (lengthOf(typed.name) > NAME_MAX) faults.name = `姓名最多 ${NAME_MAX} 个字。`;
  if (lengthOf(typed.contact) > CONTACT_MAX) faults.contact = `联系方式最多 ${CONTACT_MAX} 个字。`;
  if (typed.about !== '' && !issues.some(({ id }) => id === typed.about))
    faults.about = '通报里没有这个问题，请重新选择。';
  return faults;
}
