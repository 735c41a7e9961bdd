import { FEEDBACK_STATES, formatDayZh, dayInShanghai, type FeedbackState } from '@rectify/domain';
import type { ReactNode } from 'react';
import { renderPage, type FontSize, type Site } from '../../http/page.tsx';
import { FeedbackForm, type IssueChoice } from './feedback-form.tsx';
import type { Faults, Typed } from './fields.ts';
import { groupReceipt } from './receipt.ts';

/** A report as the feedback on it must know it. */
export interface FeedbackTarget {
  id: string;
  slug: string;
  title: string;
  issues: readonly IssueChoice[];
}

interface Look {
  site: Site;
  fontSize: FontSize;
}

const page = (title: string, { site, fontSize }: Look, children: ReactNode) =>
  renderPage(
    { title, description: title, isHidden: true, fontSize },
    <div className="narrow">
      <h1 className="home-title">{title}</h1>
      {children}
    </div>,
    site,
  );

function Subject({ target }: { target: FeedbackTarget }) {
  return (
    <p className="lead">
      对<a href={`/reports/${target.slug}`}>《{target.title}》</a>的意见
    </p>
  );
}

/** The form by itself, with what was typed and what is wrong with it. */
export function renderForm(target: FeedbackTarget, typed: Typed, faults: Faults, look: Look): string {
  return page(
    '提意见',
    look,
    <>
      <Subject target={target} />
      <FeedbackForm slug={target.slug} issues={target.issues} typed={typed} faults={faults} />
    </>,
  );
}

function Hidden({ typed, token }: { typed: Typed; token: string }) {
  return Object.entries({ ...typed, token }).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

function Row({ label, words }: { label: string; words: string }) {
  return (
    <div className="row">
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  );
}

interface ConfirmProps {
  target: FeedbackTarget;
  typed: Typed;
  token: string;
  fault?: string;
}

/** Shows what will be sent, before it is. */
export function renderConfirm({ target, typed, token, fault }: ConfirmProps, look: Look): string {
  const about = target.issues.find(({ id }) => id === typed.about)?.name ?? '整份通报';
  return page(
    '请核对您的意见',
    look,
    <>
      <Subject target={target} />
      {fault && (
        <p className="notice old" role="alert">
          {fault}
        </p>
      )}
      <dl className="told">
        <Row label="关于" words={about} />
        <Row label="意见" words={typed.text} />
        <Row label="姓名" words={typed.name || '（不填）'} />
        <Row label="联系方式" words={typed.contact || '（不填）'} />
      </dl>
      <p>提交后会得到一个回执编号，凭编号查询答复。姓名和联系方式只有办理人员能看到。</p>
      <form className="form" action={`/reports/${target.slug}/feedback/confirm`} method="post">
        <Hidden typed={typed} token={token} />
        <div className="buttons">
          <button type="submit" name="step" value="send">
            确认提交
          </button>
          <button type="submit" name="step" value="back" className="second">
            返回修改
          </button>
        </div>
      </form>
    </>,
  );
}

/** The receipt, which is told this once. */
export function renderReceipt(target: FeedbackTarget, receipt: string, look: Look): string {
  return page(
    '意见已收到',
    look,
    <>
      <Subject target={target} />
      <p>您的回执编号：</p>
      <p className="receipt">{groupReceipt(receipt)}</p>
      <p>
        请抄下或保存这个编号。在<a href="/feedback">查询意见答复</a>页填入编号，就能看到办理情况和答复。
      </p>
    </>,
  );
}

/** What became of a feedback, for whoever knows its receipt number. */
export interface FeedbackStanding {
  receipt: string;
  state: FeedbackState;
  receivedAt: Date;
  about: string | null;
  text: string;
  answer: string | null;
  answeredAt: Date | null;
}

const dayOf = (at: Date) => formatDayZh(dayInShanghai(at));

function Standing({ standing }: { standing: FeedbackStanding }) {
  const { receipt, state, receivedAt, about, text, answer, answeredAt } = standing;
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">
        {groupReceipt(receipt)}：{FEEDBACK_STATES[state]}
      </h2>
      <dl className="told">
        <Row label="提交时间" words={dayOf(receivedAt)} />
        <Row label="关于" words={about ?? '整份通报'} />
        <Row label="意见" words={text} />
        {answeredAt && <Row label="答复时间" words={dayOf(answeredAt)} />}
        <Row label="答复" words={answer ?? '正在办理，还没有答复。'} />
      </dl>
    </section>
  );
}

interface LookupProps {
  typed: string;
  standing: FeedbackStanding | null;
  fault: string | null;
}

/** Where one asks with a receipt number. */
export function renderLookup({ typed, standing, fault }: LookupProps, look: Look): string {
  return page(
    '查询意见答复',
    look,
    <>
      <p className="lead">填入提交意见时得到的回执编号（12 位），查看办理情况和答复。</p>
      <form className="form search" action="/feedback" method="post">
        <label htmlFor="receipt">回执编号</label>
        <div className="search-box">
          <input
            type="text"
            id="receipt"
            name="receipt"
            required
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX"
            defaultValue={typed}
            {...(fault && { 'aria-invalid': true, 'aria-describedby': 'receipt-fault', className: 'faulty' })}
          />
          <button type="submit">查询</button>
        </div>
        {fault && (
          <p className="fault" id="receipt-fault" role="alert">
            {fault}
          </p>
        )}
      </form>
      {standing && <Standing standing={standing} />}
    </>,
  );
}
