import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkFiles } from '../check-files.ts';
import { send, type Told } from '../http.ts';
import type { Product } from '../product.ts';
import { type Finding, type Stage, whyNoMount } from '../stage.ts';

const DISK_MB = 8;
const FILE_BYTES = 600_000;
const AT_ONCE = 4;

export const name = 'full disk for uploads';
export const whyNot = whyNoMount;

function upload({ port }: Product, cookie: string, issueId: string, key: string = randomUUID()): Promise<Told> {
  const content = Buffer.from(`${key}\n`.repeat(FILE_BYTES / 37));
  return send(port, {
    ...{ method: 'POST', path: `/api/issues/${issueId}/evidence`, cookie, key },
    file: { name: `盘点 ${key}.txt`, content },
  });
}

function judgeRefusals(refused: readonly Told[], faults: string[]): void {
  if (refused.length === 0) faults.push('nothing was refused');
  for (const { status, text } of refused) {
    if (status !== 503 && status !== 507) faults.push(`answered ${status}: ${text.slice(0, 200)}`);
    else if (!/存储空间已满/u.test(text)) faults.push(`does not say why: ${text.slice(0, 200)}`);
  }
}

/** Uploads until the disk is full, frees it, and uploads again. */
export async function play(stage: Stage): Promise<Finding> {
  let files = '';
  const product = await stage.openProduct({}, (dataDir) => {
    files = path.join(dataDir, 'files');
    stage.mountSmall(files, DISK_MB);
  });
  const { place, db, issues } = await stage.found(product.addresses().url, 1);
  const [issueId = ''] = issues;
  await db.issue.update({ where: { id: issueId }, data: { status: 'rectifying' } });
  const ballast = path.join(files, 'ballast');
  writeFileSync(ballast, Buffer.alloc(3_000_000));
  const told: Told[] = [];
  while (told.length < 40) {
    const keys = Array.from({ length: AT_ONCE }, () => upload(product, place.cookies.liaison, issueId));
    told.push(...(await Promise.all(keys)));
  }
  const kept = told.filter(({ status }) => status === 201).length;
  const faults: string[] = [];
  judgeRefusals(
    told.filter(({ status }) => status !== 201),
    faults,
  );
  const rows = await db.evidence.count();
  if (rows !== kept) faults.push(`${kept} acknowledged, ${rows} rows`);
  const halves = readdirSync(path.join(files, 'incoming'));
  if (halves.length > 0) faults.push(`${halves.length} halves were left`);
  rmSync(ballast);
  const again = await upload(product, place.cookies.liaison, issueId);
  if (again.status !== 201) faults.push(`after space was freed: ${again.status} ${again.text.slice(0, 200)}`);
  const found = await checkFiles(product.addresses().url, product.dataDir);
  if (found.broken.length > 0) faults.push(`${found.broken.length} files are not what their rows say`);
  if (product.crashes > 0) faults.push('the server ended');
  const refused = told.length - kept;
  return {
    ...{ faults, figures: { kept, refused, leftOver: found.leftByKills } },
    seen: `${kept} kept, ${refused} refused with 503 in words, nothing left over; taken again once there was room`,
  };
}
