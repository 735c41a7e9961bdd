import { PARAGRAPH_TEXT_LIMIT } from '@rectify/contract';
import { call, toProblem } from '../../../lib/call.ts';
import type { Contact, ReportDetail } from '../report-types.ts';
import {
  applyChange,
  draftOf,
  enqueue,
  mergeSaved,
  putBack,
  requeue,
  splitSendable,
  toRequest,
  type Draft,
  type DraftChange,
  type NewKind,
} from './draft-changes.ts';
import { askAgain, findConflicts, reanchor, type Conflict } from './draft-conflicts.ts';
import { firstState, NOTHING, PAUSES, tooLong, type DraftState, type DraftStoreOptions } from './draft-state.ts';
import { newParagraphId } from './paragraph-id.ts';
import { resume, toUnsaved, type Unsaved } from './unsaved.ts';

const CHANGES_AT_ONCE = 200;
const ATTEMPTS = 3;

/** The text being written: changes are seen at once, saved a moment later, and kept in the browser until they are saved. */
export class DraftStore {
  private readonly options: DraftStoreOptions;
  private readonly listeners = new Set<() => void>();
  private state: DraftState;
  /** As the server has it, as far as known here. */
  private saved: Draft;
  private queue: DraftChange[];
  private contact: Contact | null;
  /** On their way to the server, which has not answered yet. */
  private underway = NOTHING;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private undoTimer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<boolean> | null = null;
  private isOpen = true;

  constructor(options: DraftStoreOptions, kept: readonly Unsaved[]) {
    const { report } = options;
    this.options = options;
    this.saved = draftOf(report.paragraphs);
    const resumed = resume(kept, this.saved);
    this.queue = resumed.queue;
    this.contact = resumed.contact;
    this.state = firstState(report, this.saved, resumed);
    if (kept.length > 0) this.remember();
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getState = () => this.state;

  /** Whether everything that was written is on the server. */
  isClean(): boolean {
    return this.hasNothingToSend() && this.sending === null && this.state.conflicts.length === 0;
  }

  write(paragraphId: string, text: string): void {
    if (this.state.draft.byId.get(paragraphId)?.text !== text) this.change({ op: 'write', paragraphId, text });
  }

  /** Adds paragraphs one after another; answers the last one's id. */
  insert(afterId: string | null, texts: readonly string[], kind: NewKind = 'text', level = 0): string | null {
    let last = afterId;
    for (const text of texts) {
      const paragraphId = newParagraphId();
      this.change({ op: 'insert', paragraphId, afterId: last, kind, level, text });
      last = paragraphId;
    }
    return last;
  }

  move(paragraphId: string, afterId: string | null): void {
    this.change({ op: 'move', paragraphId, afterId });
  }

  disclose(change: Extract<DraftChange, { op: 'disclose' }>): void {
    this.change(change);
  }

  setContact(contact: Contact): void {
    this.contact = contact;
    this.set({ contact, status: { kind: 'waiting' } });
    this.remember();
    this.schedule();
  }

  remove(paragraphId: string): void {
    this.settleRemoval();
    const { draft } = this.state;
    const paragraph = draft.byId.get(paragraphId);
    if (!paragraph) return;
    const change = { op: 'remove', paragraphId } as const;
    const before = draft.order.slice(0, draft.order.indexOf(paragraphId));
    this.set({ draft: applyChange(draft, change), removed: { change, paragraph, before } });
    this.remember();
    this.undoTimer = setTimeout(() => void this.flush(), PAUSES.undo);
  }

  /** The paragraph's words go to the end of the one before it: nothing is lost that one would want to undo. */
  join(beforeId: string, paragraphId: string): void {
    const { byId } = this.state.draft;
    this.write(beforeId, `${byId.get(beforeId)?.text ?? ''}${byId.get(paragraphId)?.text ?? ''}`);
    this.change({ op: 'remove', paragraphId });
  }

  undoRemove(): void {
    clearTimeout(this.undoTimer);
    const { removed, draft } = this.state;
    if (!removed) return;
    this.set({ draft: putBack(draft, removed), removed: null });
    this.remember();
  }

  /** Mine: writes over what stands there, knowing it. Theirs: lets go of my words. */
  settle(settled: Conflict, choice: 'mine' | 'theirs'): void {
    const { change } = settled;
    this.set({ conflicts: this.state.conflicts.filter((each) => each !== settled) });
    if (choice === 'theirs') this.remember();
    else if (change.op === 'write' && !this.state.draft.byId.has(change.paragraphId))
      this.insert(this.state.draft.order.at(-1) ?? null, [change.text]);
    else this.change(change);
  }

  /** Takes what the server holds now; waiting changes stay on top, and those that another overtook are asked about. */
  adopt(latest: ReportDetail): void {
    if (latest.version < this.state.version || this.sending) return;
    this.rebase(latest);
  }

  /** Saves everything that waits, at once; false when something could not be saved. */
  flush(): Promise<boolean> {
    this.settleRemoval();
    return this.save();
  }

  /** Saves what waits, but a removal that can still be undone. */
  async save(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.hasSendable()) this.sending = this.sendAll().finally(() => (this.sending = null));
    if ((await this.sending) === false) return false;
    if (this.queue.length === 0) return true;
    this.set({ status: { kind: 'failed', problem: tooLong() } });
    return false;
  }

  /** Lets go of everything unsaved and shows what the server holds. */
  async discard(): Promise<void> {
    this.abandon();
    await this.catchUp();
    this.set({ status: { kind: 'saved', at: null } });
  }

  /** The report is gone: nothing is saved any more. */
  abandon(): void {
    this.queue = [];
    this.contact = null;
    this.set({ removed: null, conflicts: [] });
    this.remember();
  }

  open(): void {
    this.isOpen = true;
    if (!this.hasNothingToSend()) this.schedule();
  }

  /** The page goes away: saves what it can; what it cannot stays in the browser. */
  close(): void {
    this.isOpen = false;
    void this.flush();
  }

  private set(patch: Partial<DraftState>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.listeners) listener();
  }

  private hasNothingToSend(): boolean {
    return this.queue.length === 0 && this.contact === null && this.state.removed === null;
  }

  private hasSendable(): boolean {
    return this.contact !== null || splitSendable(this.queue, PARAGRAPH_TEXT_LIMIT).sendable.length > 0;
  }

  private pending(): DraftChange[] {
    return this.state.removed ? enqueue(this.queue, this.state.removed.change) : this.queue;
  }

  private remember(): void {
    const contact = this.contact ?? this.underway.contact;
    const queue = requeue(this.underway.changes, this.pending());
    this.options.keep(toUnsaved({ queue, contact, conflicts: this.state.conflicts }, this.saved));
  }

  private schedule(pause: number = PAUSES.typing): void {
    clearTimeout(this.timer);
    if (this.isOpen) this.timer = setTimeout(() => void this.save(), pause);
  }

  private change(next: DraftChange): void {
    this.queue = enqueue(this.queue, next);
    const draft = applyChange(this.state.draft, next);
    this.set({ draft, conflicts: askAgain(this.state.conflicts, draft.byId), status: { kind: 'waiting' } });
    this.remember();
    this.schedule();
  }

  private settleRemoval(): void {
    clearTimeout(this.undoTimer);
    if (!this.state.removed) return;
    this.queue = this.pending();
    this.set({ removed: null });
  }

  private rebase(latest: ReportDetail): void {
    const seen = this.saved.byId;
    this.saved = draftOf(latest.paragraphs);
    const { fitting, conflicts } = findConflicts(this.queue, seen, this.saved.byId);
    this.queue = reanchor(fitting, this.state.draft.order, this.saved.byId);
    const draft = this.pending().reduce(applyChange, this.saved);
    this.set({
      draft,
      contact: this.contact ?? latest.contact,
      conflicts: askAgain([...this.state.conflicts, ...conflicts], draft.byId),
      version: latest.version,
      revision: latest.revision,
    });
    this.remember();
  }

  private async catchUp(): Promise<ReportDetail> {
    const latest = await this.options.loadLatest();
    this.rebase(latest);
    return latest;
  }

  /** Until nothing is left to send, also of what is written meanwhile; false when it gave up. */
  private async sendAll(): Promise<boolean> {
    for (let failures = 0; this.hasSendable();) {
      if (!(await this.send()) && !(await this.isWorthAnotherTry(++failures))) return false;
    }
    return true;
  }

  private async send(): Promise<boolean> {
    const { sendable, waiting } = splitSendable(this.queue, PARAGRAPH_TEXT_LIMIT);
    const batch = sendable.slice(0, CHANGES_AT_ONCE);
    const { contact } = this;
    this.queue = [...sendable.slice(CHANGES_AT_ONCE), ...waiting];
    this.underway = { changes: batch, contact };
    this.contact = null;
    this.set({ status: { kind: 'saving' } });
    try {
      const changes = toRequest(batch, (id) => this.saved.byId.get(id)?.version ?? 1);
      const body = { changes, ...(contact && { contact }) };
      this.takeSaved(batch, await call('saveDraft', { params: { id: this.options.report.id }, body }));
      return true;
    } catch (error) {
      this.queue = requeue(batch, this.queue);
      this.contact ??= contact;
      this.set({ status: { kind: 'failed', problem: toProblem(error) } });
      return false;
    } finally {
      this.underway = NOTHING;
      this.remember();
    }
  }

  private takeSaved(batch: readonly DraftChange[], reply: Awaited<ReturnType<typeof call<'saveDraft'>>>): void {
    this.saved = mergeSaved(batch.reduce(applyChange, this.saved), reply);
    this.set({
      draft: this.pending().reduce(applyChange, this.saved),
      status: this.hasNothingToSend() ? { kind: 'saved', at: reply.savedAt } : { kind: 'waiting' },
      version: reply.version,
      revision: reply.revision,
    });
  }

  /** After a failure: another's change is looked at and the rest tried again; a lost connection is waited out. */
  private async isWorthAnotherTry(failures: number): Promise<boolean> {
    const { status } = this.state;
    if (status.kind !== 'failed') return false;
    const { problem } = status;
    if (problem.status === 409 && failures < ATTEMPTS) {
      const latest = await this.catchUp().catch(() => null);
      const mayWrite = latest?.allowedActions.some(({ action, reason }) => action === 'editReport' && !reason) ?? false;
      if (mayWrite) this.set({ status: this.hasNothingToSend() ? { kind: 'saved', at: null } : { kind: 'waiting' } });
      return mayWrite;
    }
    if (problem.status === 0 || problem.status >= 500 || problem.status === 429) this.schedule(PAUSES.retry);
    return false;
  }
}
