import type { IncomingMessage } from 'node:http';
import type { Deps } from '../../context.ts';
import { Fault, FAULTS } from '../../http/errors.ts';
import { HTML, type Answer } from '../../http/public-answer.ts';
import { addressOf, type PublicRequest } from '../../http/public-request.ts';
import { readForm } from '../../http/read-form.ts';
import { renderConfirm, renderForm, renderLookup, renderReceipt, type FeedbackTarget } from './feedback-pages.tsx';
import { EMPTY, faultsOf, readTyped, type Faults, type Typed } from './fields.ts';
import type { Limits } from './limits.ts';
import { readReceipt, readToken, receiptOf, signTold, type Told } from './receipt.ts';

const FORM = { fileBytes: 0, fieldBytes: 200_000, within: 20_000 };

/** Nobody reads what they are about to send in less; programs do. */
const SOONEST_MS = 2_000;
const LATEST_MS = 60 * 60_000;

const TOO_SOON = '提交得太快了。请核对内容，过几秒再按“确认提交”。';
const TOO_LATE = '这一页打开得太久了。请再核对一遍，然后按“确认提交”。';
const CHANGED = '内容与核对时的不一样，请重新核对后提交。';
const FILLED = '有一栏本应留空的“网址”被填上了，可能是浏览器自动填写的。请核对后再提交一次。';

interface Visit {
  deps: Deps;
  limits: Limits;
  request: PublicRequest;
  raw: IncomingMessage;
  target: FeedbackTarget;
}

const html = (status: number, body: string): Answer => ({ status, type: HTML, body });
const TOLD: ReadonlySet<Fault['code']> = new Set(['too_many', 'too_large', 'forbidden']);
const statusOf = ({ code }: Fault) => (TOLD.has(code) ? FAULTS[code] : 400);

const toldOf = ({ target }: Visit, { about, text, name, contact }: Typed): Told => ({
  ...{ reportId: target.id, paragraphId: about, text, name, contact },
});

const formAgain = ({ target, request }: Visit, typed: Typed, faults: Faults, status: number) =>
  html(status, renderForm(target, typed, faults, request));

function confirmPage(visit: Visit, typed: Typed, token: string, status = 200, fault?: string): Answer {
  const { target, request } = visit;
  return html(status, renderConfirm({ target, typed, token, ...(fault && { fault }) }, request));
}

const signedNow = (visit: Visit, typed: Typed) => signTold(visit.deps.secret, toldOf(visit, typed), visit.deps.now());

/** The form without anything in it. */
export const showForm = ({ target, request }: Pick<Visit, 'target' | 'request'>): Answer =>
  html(200, renderForm(target, EMPTY, {}, request));

/** A Fault becomes the form with all that was typed. */
async function withForm(visit: Visit, typed: Typed, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return formAgain(visit, typed, { form: error.detail }, statusOf(error));
    throw error;
  }
}

/** The first step: what was typed is shown as it would be sent. */
export async function checkFeedback(visit: Visit): Promise<Answer> {
  const { deps, limits, raw, target } = visit;
  return withForm(visit, EMPTY, async () => {
    const { fields } = await readForm(raw, FORM);
    const typed = readTyped(fields);
    return withForm(visit, typed, async () => {
      if ((fields.get('website') ?? '') !== '') return formAgain(visit, typed, { form: FILLED }, 400);
      const faults = faultsOf(typed, target.issues);
      if (Object.keys(faults).length > 0) return formAgain(visit, typed, faults, 400);
      await limits.demand('shown', addressOf(raw, deps.settings.TRUST_PROXY));
      return confirmPage(visit, typed, signedNow(visit, typed));
    });
  });
}

/** Keeps a confirmed feedback; one that is sent twice is kept once and has one receipt number. */
async function keepFeedback(visit: Visit, { about, text, name, contact }: Typed, nonce: string): Promise<string> {
  const { deps, target } = visit;
  const receipt = receiptOf(deps.secret, nonce);
  await deps.db.publicFeedback.createMany({
    data: {
      ...{ reportId: target.id, receipt, text, receivedAt: deps.now() },
      paragraphId: about || null,
      about: target.issues.find(({ id }) => id === about)?.name ?? null,
      name: name || null,
      contact: contact || null,
    },
    skipDuplicates: true,
  });
  return receipt;
}

async function isKept({ deps }: Visit, nonce: string): Promise<boolean> {
  const found = await deps.db.publicFeedback.findUnique({
    where: { receipt: receiptOf(deps.secret, nonce) },
    select: { id: true },
  });
  return found !== null;
}

async function sendTold(visit: Visit, typed: Typed, token: string): Promise<Answer> {
  const { deps, limits, raw, target, request } = visit;
  const faults = faultsOf(typed, target.issues);
  if (Object.keys(faults).length > 0) return formAgain(visit, typed, faults, 400);
  const signed = readToken(deps.secret, toldOf(visit, typed), token);
  if (!signed) return confirmPage(visit, typed, signedNow(visit, typed), 400, CHANGED);
  const waited = deps.now().getTime() - signed.shownAt.getTime();
  if (waited < SOONEST_MS) return confirmPage(visit, typed, token, 400, TOO_SOON);
  if (waited > LATEST_MS) return confirmPage(visit, typed, signedNow(visit, typed), 400, TOO_LATE);
  if (!(await isKept(visit, signed.nonce))) {
    await limits.demand('confirmed', addressOf(raw, deps.settings.TRUST_PROXY));
    await limits.demand('report', target.id);
  }
  const receipt = await keepFeedback(visit, typed, signed.nonce);
  return html(200, renderReceipt(target, receipt, request));
}

/** The second step: what was shown is kept, or brought back for a change. */
export async function confirmFeedback(visit: Visit): Promise<Answer> {
  return withForm(visit, EMPTY, async () => {
    const { fields } = await readForm(visit.raw, FORM);
    const typed = readTyped(fields);
    if (fields.get('step') === 'back') return formAgain(visit, typed, {}, 200);
    const token = (fields.get('token') ?? '').slice(0, 300);
    try {
      return await sendTold(visit, typed, token);
    } catch (error) {
      // What was shown stays confirmed: later the same page can be sent again.
      if (error instanceof Fault) return confirmPage(visit, typed, token, statusOf(error), error.detail);
      throw error;
    }
  });
}

/** The page on which one asks with a receipt number. */
export const showLookup = (request: PublicRequest): string =>
  renderLookup({ typed: '', standing: null, fault: null }, request);

const NO_SUCH = '没有这个编号。请核对后重新填写，编号里没有数字 0、1 和字母 I、L、O。';

/** What became of a feedback. */
export async function lookUpFeedback({ deps, limits, request, raw }: Omit<Visit, 'target'>): Promise<Answer> {
  let typed = '';
  try {
    const { fields } = await readForm(raw, FORM);
    typed = (fields.get('receipt') ?? '').trim().slice(0, 40);
    await limits.demand('lookup', addressOf(raw, deps.settings.TRUST_PROXY));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return html(statusOf(error), renderLookup({ typed, standing: null, fault: error.detail }, request));
  }
  const receipt = readReceipt(typed);
  const standing =
    receipt === null
      ? null
      : await deps.db.publicFeedback.findUnique({
          where: { receipt },
          select: {
            receipt: true,
            state: true,
            receivedAt: true,
            about: true,
            text: true,
            answer: true,
            answeredAt: true,
          },
        });
  return html(standing ? 200 : 404, renderLookup({ typed, standing, fault: standing ? null : NO_SUCH }, request));
}
