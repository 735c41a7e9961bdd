import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RegistryEntry } from '@rectify/documents';
import { Fault } from '../../http/errors.ts';
import { inScript } from '../../http/page.tsx';
import { HTML } from '../../http/public-answer.ts';
import { minuteInShanghai } from './report-head.ts';
import type { Handler } from './route.ts';
import { readRegistryWithWords } from './verify-upload.ts';

// Bundled, this code lies beside the built script; from source, three folders from where the build leaves it.
const PLACES = ['./offline-verifier.js', '../../../dist/offline-verifier.js'];

let script: string | undefined;

/** The verifier as one classic script, as the build left it. */
async function readScript(): Promise<string> {
  for (const place of PLACES) {
    script ??= await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
  }
  if (script === undefined) throw new Fault('unavailable', '离线核验工具还没有构建。');
  return script;
}

const STYLE = `body{max-width:44rem;margin:0 auto;padding:2rem 1.25rem;color:#1f2329;font:1.125rem/1.8 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.625rem}label{display:block;padding:2rem 1.25rem;border:2px dashed #868e96;text-align:center;cursor:pointer}label.over{background:#e9eff7}
:focus-visible{outline:3px solid #1f4e8c}#outcome:not(:empty){margin-top:1.5rem;padding:1rem 1.25rem;border:2px solid #b3261e}#outcome.good{border-color:#1b6e3c}#outcome.partly{border-color:#8a5a00}
table{width:100%;border-collapse:collapse;font-size:1rem}th,td{padding:.375rem .75rem .375rem 0;border-bottom:1px solid #dfe3e7;text-align:left;vertical-align:top}td:first-child{white-space:nowrap}.soft{color:#51585f;font-size:1rem}`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A script may not hold the words that end its element. */
const asInline = (code: string) =>
  code.replaceAll(/<\/(?=script)/gi, String.raw`<\/`).replaceAll('<!--', String.raw`<\!--`);

/** Of which versions the published words can be told. */
function wordsOf(registry: readonly RegistryEntry[]): string {
  const told = registry.filter(({ lines }) => lines !== undefined).length;
  return told === registry.length
    ? '文件有改动时，指出发布时的文字。'
    : `其中较新的 ${told} 个版本带有正文，有改动时指出发布时的文字；其余的只指出在哪一行，发布时的文字请到网站的核验页查看。`;
}

export interface OfflinePage {
  html: string;
  csp: string;
}

/** One file with all that verifying takes: it works without any network, also from a folder. */
export function composeOffline(code: string, registry: readonly RegistryEntry[], site: string, at: Date): OfflinePage {
  const inline = asInline(code);
  const sources = `default-src 'none'; img-src data:; script-src ${hashOf(inline)}; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`;
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${sources}"><meta name="robots" content="noindex"><title>离线核验工具 - ${escaped(site)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main><h1>离线核验工具</h1><p>${escaped(site)}的整改通报，登记截至 ${minuteInShanghai(at)}，共 ${registry.length} 个版本。全部在本机核验，文件不会离开您的电脑；此后发布的通报请用新下载的工具核验。${wordsOf(registry)}</p><label id="drop">选择或拖入文件：保存的网页，或下载的 Word、JSON、文本文件<br><input type="file" id="file" accept=".html,.htm,.json,.docx,.txt"></label><section id="outcome" role="status"></section><noscript><p>这个工具需要启用脚本。也可以在网站的核验页上传文件，那里不需要脚本。</p></noscript><p class="soft">是否仍然有效，以网站上的现状为准。</p></main><script type="application/json" id="registry" data-site="${escaped(site)}">${inScript(registry)}</script><script>${inline}</script></body></html>`;
  return { html, csp: `${sources}; frame-ancestors 'none'` };
}

/** The verifier to take along, with the register as it is now. */
export const answerOffline: Handler = async ({ deps, trusted }, { site }) => ({
  key: trusted.isListening() ? `offline ${trusted.epoch} ${site.name}` : null,
  async make() {
    const { html, csp } = composeOffline(
      await readScript(),
      await readRegistryWithWords(deps.db),
      site.name,
      deps.now(),
    );
    const headers = {
      'Content-Security-Policy': csp,
      'Content-Disposition': `attachment; filename="verify-offline.html"; filename*=UTF-8''${encodeURIComponent('离线核验工具.html')}`,
      'X-Robots-Tag': 'noindex',
    };
    return { status: 200, type: HTML, body: html, headers };
  },
});
