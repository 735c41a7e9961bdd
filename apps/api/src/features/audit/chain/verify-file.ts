import { ChainVerifier, FileReader, readHead, type Verdict, type Witness } from '@rectify/audit-chain';
import { readLines } from './read-lines.ts';

export interface FileVerdict extends Verdict {
  /** Places before the first of the file, which it does not prove. */
  after: bigint;
  /** Checkpoints that lie outside the days that the file was asked for. */
  beyond: Witness[];
}

/** Holds an exported trail against itself and against checkpoints; null when the file is none. */
export async function verifyFile(
  file: string,
  witnesses: readonly Witness[],
  onProgress: (checked: number) => void = () => undefined,
): Promise<FileVerdict | null> {
  let reader: FileReader | null = null;
  let verifier: ChainVerifier | null = null;
  let isForeign = false;
  let after = 0n;
  let isToEnd = true;
  await readLines(file, (line) => {
    if (isForeign) return;
    if (reader && verifier) {
      reader.line(line);
      if (verifier.count % 50_000 === 0) onProgress(verifier.count);
      return;
    }
    const head = readHead(line);
    if (!head) {
      isForeign = true;
      return;
    }
    after = head.start.seq;
    isToEnd = head.isToEnd;
    verifier = new ChainVerifier({ witnesses, start: head.start });
    reader = new FileReader(verifier);
  });
  const [read, verified] = [reader, verifier] as [FileReader | null, ChainVerifier | null];
  if (!read || !verified) return null;
  read.end();
  const verdict = verified.finish();
  const end = verdict.head?.seq ?? after;
  const beyond = witnesses.filter(({ checkpoint: { seq } }) => seq <= after || (!isToEnd && seq > end));
  const findings = isToEnd ? verdict.findings : verdict.findings.filter(({ kind }) => kind !== 'cut');
  return { ...verdict, findings, after, beyond };
}
