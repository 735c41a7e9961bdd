import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Fault } from './errors.ts';
import { createLine } from './heavy-work.ts';

const response = () => Object.assign(new EventEmitter(), { destroyed: false }) as unknown as ServerResponse;

/** Work that ends when it is told to. */
function makeWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

const refusal = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(Fault);
  return [(fault as Fault).code, (fault as Fault).retryAfter];
};

describe('a line for heavy work', () => {
  it('does so much at once, lets so much wait and refuses the rest', async () => {
    const line = createLine({ atOnce: 1, waiting: 1, perAccount: 9 });
    const { begun, work, end } = makeWork();
    const first = line('a', response(), work('first'));
    const second = line('b', response(), work('second'));
    expect(await refusal(line('c', response(), work('third')))).toEqual(['busy', 5]);
    expect(begun).toEqual(['first']);
    end('first');
    expect(await first).toBe('first');
    await Promise.resolve();
    expect(begun).toEqual(['first', 'second']);
    end('second');
    expect(await second).toBe('second');
    const fourth = line('c', response(), work('fourth'));
    await Promise.resolve();
    end('fourth');
    expect(await fourth).toBe('fourth');
  });

  it('holds so much of one account, whatever room there is', async () => {
    const line = createLine({ atOnce: 4, waiting: 4, perAccount: 2 });
    const { work, end } = makeWork();
    const both = [line('a', response(), work('one')), line('a', response(), work('two'))];
    expect(await refusal(line('a', response(), work('three')))).toEqual(['too_many', 5]);
    const other = line('b', response(), work('other'));
    await Promise.resolve();
    for (const name of ['one', 'two', 'other']) end(name);
    expect(await Promise.all([...both, other])).toEqual(['one', 'two', 'other']);
  });

  it('gives its place on when the work fails, and spares who has left', async () => {
    const line = createLine({ atOnce: 1, waiting: 2, perAccount: 1 });
    const failing = line('a', response(), () => Promise.reject(new Error('broken')));
    const gone = Object.assign(response(), { destroyed: true });
    const left = line('b', gone, () => Promise.resolve('never'));
    const next = line('c', response(), () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect((await refusal(left))[0]).toBe('invalid');
    expect(await next).toBe('done');
    expect(await line('a', response(), () => Promise.resolve('again'))).toBe('again');
  });
});
