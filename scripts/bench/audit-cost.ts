import pg from 'pg';

export interface AuditCost {
  writers: number;
  /** Milliseconds of one write with its commit, as one writer waits for it. */
  sealed: number;
  unsealed: number;
  /** Writes of all writers together in a second. */
  sealedPerSecond: number;
  unsealedPerSecond: number;
}

const INSERT = `
  INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, user_agent, request_id, action, result, object_kind,
    object_id, issue_id, note, before, after)
  VALUES (now(), gen_random_uuid(), '王办', 'office', '10.1.2.3', 'Mozilla/5.0 (X11; Linux x86_64)', gen_random_uuid()::text,
    'fileProgress', 'done', 'measure', gen_random_uuid()::text, gen_random_uuid(), '已完成盘点', '{"措施":"第 1 条"}',
    '{"措施":"第 1 条","截至日期":"2024-06-01","说明":"已召开会议三次，制定制度两项"}')`;

async function timeWrites(url: string, writers: number, writes: number): Promise<number> {
  const clients = Array.from({ length: writers }, () => new pg.Client(url));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const begun = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let count = 0; count < writes / writers; count += 1) await client.query(INSERT);
      }),
    );
    return (performance.now() - begun) / 1000;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/**
 * What the chain costs a write, measured by the owner of a throw-away database: the same entries with the trigger that
 * seals them and without, in turns. What was written unsealed is a tampering; the database must not be used afterwards.
 */
export async function measureAuditCost(ownerUrl: string, writers: number, writes = 2_000): Promise<AuditCost> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const seconds = { sealed: [] as number[], unsealed: [] as number[] };
  try {
    for (let round = 0; round < 3; round += 1) {
      for (const kind of ['unsealed', 'sealed'] as const) {
        const verb = kind === 'sealed' ? 'ENABLE' : 'DISABLE';
        await owner.query(`ALTER TABLE audit_entry ${verb} TRIGGER audit_entry_seal`);
        seconds[kind].push(await timeWrites(ownerUrl, writers, writes));
      }
    }
  } finally {
    await owner.end();
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [sealed, unsealed] = [median(seconds.sealed), median(seconds.unsealed)];
  return {
    writers,
    sealed: (sealed * 1000 * writers) / writes,
    unsealed: (unsealed * 1000 * writers) / writes,
    sealedPerSecond: writes / sealed,
    unsealedPerSecond: writes / unsealed,
  };
}
