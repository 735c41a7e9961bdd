import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { at } from '../lib/root.mjs';
import type { Order, Report, Statement } from './server.ts';

/** The application under measurement, in a process of its own. */
export interface Application {
  port: number;
  /** The SQL that the application sends while the work is done. */
  recordSql(work: () => Promise<unknown>): Promise<Statement[]>;
  stop(): Promise<void>;
}

async function ask(child: ChildProcess, order: Order): Promise<Report> {
  child.send(order);
  const [report] = (await once(child, 'message')) as [Report];
  return report;
}

/** Starts the application on a free local port. */
export async function startApplication(databaseUrl: string, dataDir: string): Promise<Application> {
  const child = fork(at('scripts/bench/server.ts'), {
    execArgv: ['--import', 'tsx'],
    // Express and React behave as in service.
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ...BEYOND_RATES },
    serialization: 'advanced',
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the application ended with code ${code}`);
  });
  failed.catch(() => {});
  const [report] = (await Promise.race([once(child, 'message'), failed])) as [{ port: number }];
  return {
    port: report.port,
    async recordSql(work) {
      await ask(child, 'record');
      await work();
      const answer = await ask(child, 'report');
      return 'statements' in answer ? answer.statements : [];
    },
    async stop() {
      const exited = once(child, 'exit');
      child.send('stop' satisfies Order);
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
