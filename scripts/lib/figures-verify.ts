import { parseArgs } from 'node:util';
import { DatabaseFault } from '@rectify/db';
import { mendTally, verifyTally, type TallyVerdict } from '../../apps/api/src/features/overview/verify-tally.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `用法：npm run figures:verify -- [--mend]
  把概览的数字与台账重新清点的结果逐项对照；--mend：有出入时按台账改正。
  退出码：0 一致；1 有出入；2 没能核对。`;

const EXIT = { same: 0, different: 1, unknown: 2 } as const;
const say = (text: string) => process.stdout.write(`${text}\n`);

function readArguments() {
  try {
    return parseArgs({
      options: { mend: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    }).values;
  } catch {
    throw new DatabaseFault(USAGE);
  }
}

const triple = ([issues, measures, done]: readonly number[]) => `问题 ${issues}、措施 ${measures}、已完成 ${done}`;

function tell({ cells, differences, unitFaults }: TallyVerdict): number {
  for (const { inspectionId, unitId, state, dueOn, counted, live } of differences)
    say(
      `✗ 巡察 ${inspectionId}，单位 ${unitId}，状态 ${state}，时限 ${dueOn}：计数为 ${triple(counted)}；台账为 ${triple(live)}`,
    );
  if (unitFaults > 0) say(`✗ 有 ${unitFaults} 个单位的合计与分项不符`);
  if (differences.length + unitFaults > 0) return EXIT.different;
  say(`一致：共核对 ${cells} 项计数。`);
  return EXIT.same;
}

async function run(): Promise<number> {
  const { mend, help } = readArguments();
  if (help) {
    say(USAGE);
    return EXIT.same;
  }
  return withDatabase(async (url) => {
    const found = tell(await verifyTally(url));
    if (!mend || found === EXIT.same) return found;
    await mendTally(url);
    say('已按台账改正，再核对一次：');
    return tell(await verifyTally(url));
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof DatabaseFault ? error.message : error);
  process.exitCode = EXIT.unknown;
}
