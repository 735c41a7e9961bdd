// The offline verifier: bundled into one script by scripts/lib/build-verifier.mjs, it runs from a saved file.
import {
  BESIDES_LEAD,
  differingParts,
  headlineOf,
  shownBeside,
  verifyFile,
  type Headline,
  type LineDifference,
  type RegistryEntry,
  type Verdict,
} from '@rectify/documents/verify/index';

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_DIFFERENCES = 200;

const byId = (id: string) => document.getElementById(id);
const registry = JSON.parse(byId('registry')?.textContent ?? '[]') as RegistryEntry[];
const siteName = byId('registry')?.dataset['site'] ?? null;

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function cellsOf({ line, expected, found }: LineDifference): HTMLElement[] {
  const place = element('td', line === null ? '各行之外' : `第 ${line} 行`);
  const none = line === null ? '（没有）' : '（没有这一行）';
  if (expected === null || found === null)
    return [place, element('td', expected ?? none), element('td', found ?? none)];
  const { head, tail, ...parts } = differingParts(expected, found);
  return [place, ...[parts.expected, parts.found].map((part) => markedCell(head, part, tail))];
}

/** A text with a part of it marked. */
function markedCell(head: string, part: string, tail: string): HTMLElement {
  const cell = element('td', head);
  cell.append(...(part === '' ? [] : [element('mark', part)]), tail);
  return cell;
}

function tableOf({ differences }: Verdict): HTMLElement {
  const table = document.createElement('table');
  const head = ['行', '发布时', '文件中'].map((cell) => element('th', cell));
  for (const cells of [head, ...differences.slice(0, MOST_DIFFERENCES).map(cellsOf)]) {
    const row = document.createElement('tr');
    row.append(...cells);
    table.append(row);
  }
  return table;
}

const STATES: Record<Verdict['state'], string> = {
  current: '现行有效（截至下载本工具时）',
  corrected: '已更正，不再有效',
  withdrawn: '已撤回，不应再引用',
  unknown: '没有登记',
};

function show(grade: Headline['grade'], ...children: HTMLElement[]): void {
  const place = byId('outcome');
  if (!place) return;
  place.className = grade;
  place.replaceChildren(...children);
}

function besidesOf({ besides }: Verdict): HTMLElement[] {
  if (besides.length === 0) return [];
  const list = document.createElement('ul');
  for (const text of besides) {
    const item = document.createElement('li');
    item.append(element('mark', shownBeside(text)));
    list.append(item);
  }
  return [element('p', BESIDES_LEAD), list];
}

async function verify(file: File): Promise<void> {
  try {
    if (file.size > MOST_BYTES) throw new Error('文件过大，不是发布的通报。');
    const verdict = verifyFile(new Uint8Array(await file.arrayBuffer()), file.name, registry, siteName);
    const { grade, words: headline } = headlineOf(verdict);
    const words = [
      element('h2', headline),
      ...besidesOf(verdict),
      element('p', `文件：${file.name}`),
      element('p', verdict.message),
    ];
    words.push(element('p', `效力：${STATES[verdict.state]}`));
    show(grade, ...words, ...(verdict.differences.length > 0 ? [tableOf(verdict)] : []));
  } catch (error) {
    show('bad', element('h2', '无法核验'), element('p', error instanceof Error ? error.message : String(error)));
  }
}

const input = byId('file');
const drop = byId('drop');
input?.addEventListener('change', () => {
  const [file] = (input as HTMLInputElement).files ?? [];
  if (file) void verify(file);
});
for (const kind of ['dragover', 'dragleave', 'drop']) {
  drop?.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover');
    const file = kind === 'drop' ? (event as DragEvent).dataTransfer?.files[0] : undefined;
    if (file) void verify(file);
  });
}
