import { CONTACT_MAX, EMPTY, NAME_MAX, TEXT_MAX, type Faults, type Typed } from './fields.ts';

/** An issue of a report that feedback can be about. */
export interface IssueChoice {
  /** Anchor of its paragraph. */
  id: string;
  name: string;
}

interface FormProps {
  slug: string;
  issues: readonly IssueChoice[];
  typed?: Typed;
  faults?: Faults;
}

function Fault({ id, words }: { id: string; words: string | undefined }) {
  return words ? (
    <p className="fault" id={id}>
      {words}
    </p>
  ) : null;
}

const marks = (id: string, words: string | undefined) =>
  words ? { 'aria-invalid': true, 'aria-describedby': id, className: 'faulty' } : {};

const shortened = (name: string) => ([...name].length > 60 ? `${[...name].slice(0, 60).join('')}…` : name);

/** The form under a report, for anyone, without account and without script. */
export function FeedbackForm({ slug, issues, typed = EMPTY, faults = {} }: FormProps) {
  return (
    <form className="form" action={`/reports/${slug}/feedback`} method="post">
      {faults.form && (
        <p className="notice old" role="alert">
          {faults.form}
        </p>
      )}
      <div className="field">
        <label htmlFor="about">关于</label>
        <select id="about" name="about" defaultValue={typed.about} {...marks('about-fault', faults.about)}>
          <option value="">整份通报</option>
          {issues.map(({ id, name }) => (
            <option key={id} value={id}>
              {shortened(name)}
            </option>
          ))}
        </select>
        <Fault id="about-fault" words={faults.about} />
      </div>
      <div className="field">
        <label htmlFor="text">意见</label>
        <p className="hint" id="text-hint">
          请不要写国家秘密和他人的身份证号、银行卡号等个人信息。
        </p>
        <textarea
          id="text"
          name="text"
          required
          maxLength={TEXT_MAX}
          rows={6}
          defaultValue={typed.text}
          aria-describedby="text-hint"
          {...marks('text-fault', faults.text)}
        />
        <Fault id="text-fault" words={faults.text} />
      </div>
      <div className="pair">
        <div className="field">
          <label htmlFor="name">姓名（可不填）</label>
          <input
            type="text"
            id="name"
            name="name"
            maxLength={NAME_MAX}
            autoComplete="name"
            defaultValue={typed.name}
            {...marks('name-fault', faults.name)}
          />
          <Fault id="name-fault" words={faults.name} />
        </div>
        <div className="field">
          <label htmlFor="contact">联系方式（可不填）</label>
          <input
            type="text"
            id="contact"
            name="contact"
            maxLength={CONTACT_MAX}
            defaultValue={typed.contact}
            {...marks('contact-fault', faults.contact)}
          />
          <Fault id="contact-fault" words={faults.contact} />
        </div>
      </div>
      {/* People never see it; programs that fill in every field do. */}
      <div className="website" aria-hidden="true">
        <label htmlFor="website">网址（请留空）</label>
        <input type="text" id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <button type="submit">下一步：核对</button>
    </form>
  );
}
