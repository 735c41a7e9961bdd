import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** One program of the cluster. */
export interface Child {
  name: string;
  pid: number;
  /** What it printed so far. */
  said(): string;
  hasEnded(): boolean;
  /** Asks it to stop and waits until it has; answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const MOST_SAID = 200_000;

export function startChild(name: string, command: string, args: string[], env: NodeJS.ProcessEnv, cwd: string): Child {
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isOver = false;
  const listen = (piece: Buffer) => (said = (said + piece.toString('utf8')).slice(-MOST_SAID));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<number | null>((resolve) => {
    const end = (code: number | null) => {
      isOver = true;
      resolve(code);
    };
    child.once('close', end);
    child.once('error', (error) => {
      said += String(error);
      end(127);
    });
  });
  return {
    name,
    pid: child.pid ?? 0,
    said: () => said,
    hasEnded: () => isOver,
    stop(signal = 'SIGTERM') {
      if (!isOver) child.kill(signal);
      return ended;
    },
  };
}

/** The first start fills an empty database with demo data. */
const PATIENCE_MS = 300_000;

/** Waits until an address answers 200; throws with what the program said when it ends or takes too long. */
export async function untilReady(child: Child, address: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const status = await fetch(address).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200) return;
    if (child.hasEnded() || Date.now() > deadline)
      throw new Error(`${child.name} 没有启动成功（${address}：${status}）：\n${child.said()}`);
    await sleep(100);
  }
}
