import { Input } from 'antd';
import type { Contact } from '../report-types.ts';
import type { DraftStore } from './draft-store.ts';
import { useDraft } from './use-draft.ts';

const FIELDS = [
  { name: 'phone', label: '联系电话', max: 60, type: 'tel' },
  { name: 'address', label: '通信地址', max: 200, type: 'text' },
  { name: 'postcode', label: '邮政编码', max: 10, type: 'text' },
  { name: 'email', label: '电子邮箱', max: 100, type: 'email' },
] as const satisfies readonly { name: keyof Contact; label: string; max: number; type: string }[];

/** 联系方式 of the report: saved like the text, as it is typed. */
export function ContactForm({ store, canEdit }: { store: DraftStore; canEdit: boolean }) {
  const contact = useDraft(store, (state) => state.contact);
  return (
    <fieldset className="contact-form" disabled={!canEdit}>
      <legend>联系方式</legend>
      <p className="hint contact-hint">
        读者凭此联系单位；正文里没有写到的，发布时列在文末。正文里的联系方式点“按台账更新”后随之更新，也可以直接改。
      </p>
      {FIELDS.map(({ name, label, max, type }) => (
        <label key={name}>
          {label}
          <Input
            type={type}
            maxLength={max}
            value={contact[name] ?? ''}
            onChange={(event) => store.setContact({ ...contact, [name]: event.target.value || null })}
          />
        </label>
      ))}
    </fieldset>
  );
}
