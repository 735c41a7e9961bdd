import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, type CallInput, type CallReply } from '../../../lib/call.ts';
import type { Contact, Paragraph, ReportDetail } from '../report-types.ts';
import { DraftStore } from './draft-store.ts';
import type { Unsaved } from './unsaved.ts';

// The server answers when the test says so: what is written meanwhile must not get lost.

type Body = CallInput<'saveDraft'>['body'];
interface Sent {
  body: Body;
  accept: (reply: Partial<CallReply<'saveDraft'>>) => void;
  refuse: (error: ApiProblem) => void;
}
const { sent } = vi.hoisted(() => ({ sent: [] as Sent[] }));
vi.mock('../../../lib/call.ts', async (original) => ({
  ...(await original<object>()),
  call: (_: string, { body }: { body: Body }) => new Promise((accept, refuse) => sent.push({ body, accept, refuse })),
}));

const paragraph = (id: string, text: string, version = 1) =>
  ({ id, text, version, kind: 'text', level: 0, disclosure: 'public', ground: null }) as Paragraph;
const contact: Contact = { phone: '0531-1', address: null, postcode: null, email: null };
const detail = (version: number, ...paragraphs: Paragraph[]) =>
  ({
    ...{ id: 'r', version, revision: version, paragraphs, contact },
    allowedActions: [{ action: 'editReport', reason: null }],
  }) as unknown as ReportDetail;
const overtaken = () => new ApiProblem({ code: 'stale', status: 409, detail: '别人先保存了。' });

const arrive = () => vi.advanceTimersByTimeAsync(0);
const waitForTimer = () => vi.advanceTimersByTimeAsync(1500);
beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
});
afterEach(() => vi.useRealTimers());

function write(...paragraphs: Paragraph[]) {
  const kept: (Unsaved | null)[] = [];
  const loading: ((latest: ReportDetail) => void)[] = [];
  const loadLatest = () => new Promise<ReportDetail>((resolve) => loading.push(resolve));
  const store = new DraftStore({ report: detail(1, ...paragraphs), keep: (each) => kept.push(each), loadLatest }, []);
  const textOf = (id: string) => store.getState().draft.byId.get(id)?.text;
  return { store, kept, loading, textOf };
}

describe('words written while others are on their way', () => {
  it('do not take the contact, which is on its way too, out of the browser', async () => {
    const { store, kept } = write(paragraph('a', '原文'));
    store.setContact({ ...contact, phone: '0531-2' });
    void store.save();
    await arrive();
    store.write('a', '新文');
    expect(kept.at(-1)).toMatchObject({ contact: { phone: '0531-2' }, changes: [{ text: '新文' }] });
  });

  it('are saved before a flush says that everything is', async () => {
    const { store } = write(paragraph('a', '原文'));
    store.write('a', '一');
    const flushed = store.flush();
    await arrive();
    store.write('a', '二');
    await waitForTimer();
    sent[0]?.accept({ paragraphs: [paragraph('a', '一', 2)], order: ['a'], version: 2, revision: 2 });
    await arrive();
    sent[1]?.accept({ paragraphs: [paragraph('a', '二', 3)], order: ['a'], version: 3, revision: 3 });
    expect([await flushed, store.isClean(), sent.length]).toEqual([true, true, 2]);
  });

  it('stay in sight where what another saved is looked at first', async () => {
    const { store, loading, textOf } = write(paragraph('a', '原文'), paragraph('b', '原文'));
    store.write('a', '一');
    void store.save();
    await arrive();
    sent[0]?.refuse(overtaken());
    await arrive();
    store.write('b', '二');
    await waitForTimer();
    loading[0]?.(detail(2, paragraph('a', '原文'), paragraph('b', '原文'), paragraph('c', '他人的')));
    await arrive();
    expect(['a', 'b', 'c'].map(textOf)).toEqual(['一', '二', '他人的']);
    expect(sent.at(-1)?.body.changes).toMatchObject([{ text: '一' }, { text: '二' }]);
  });
});

it('words that the writer chose are not lost with the paragraph, where that was removed before', async () => {
  const { store, loading } = write(paragraph('a', '原文'), paragraph('b', '原文'));
  store.write('a', '我的');
  void store.save();
  await arrive();
  sent[0]?.refuse(overtaken());
  await arrive();
  loading[0]?.(detail(2, paragraph('a', '他人的', 2), paragraph('b', '原文')));
  await arrive();
  store.remove('a');
  const [asked] = store.getState().conflicts;
  if (asked) store.settle(asked, 'mine');
  void store.flush();
  await arrive();
  expect(sent.at(-1)?.body.changes).toMatchObject([
    { op: 'insert', text: '我的' },
    { op: 'remove', paragraphId: 'a' },
  ]);
});
