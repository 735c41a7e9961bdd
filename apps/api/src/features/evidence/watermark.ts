import { dotPath } from './small-font.ts';

// Who looks at a picture is written across it: a photograph of the screen names its photographer.

export interface Reader {
  name: string;
  username: string;
  at: Date;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};
const escape = (text: string) => text.replace(/[<>&"']/g, (mark) => ESCAPES[mark] ?? '');

const FONTS = "'Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Zen Hei','Microsoft YaHei',SimSun,sans-serif";
const LETTER = 20;
const DOT = 1.6;
const MARGIN = 40;

/** Time in Shanghai as people write it: 2026-11-22 16:05. */
function timeInShanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** One tile of the mark, to be laid over the whole picture; dark with a light edge, so that it shows on any ground. */
export function watermarkTile({ name, username, at }: Reader): Buffer {
  const { path, width } = dotPath(`${username.slice(0, 30)} ${timeInShanghai(at)}`);
  const shortName = [...name].slice(0, 20);
  const across = Math.round(Math.max(width * DOT, shortName.length * LETTER)) + MARGIN;
  const down = Math.round(across * 0.7);
  const mark = `
    <text x="0" y="18" font-size="${LETTER}" font-family="${FONTS}">${escape(shortName.join(''))}</text>
    <path transform="translate(0 26) scale(${DOT})" d="${path}"/>`;
  const turned = `translate(12 ${down - 38}) rotate(-30)`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">
    <g transform="${turned}" fill="none" stroke="#fff" stroke-width="2" stroke-opacity="0.35">${mark}</g>
    <g transform="${turned}" fill="#000" fill-opacity="0.3">${mark}</g>
  </svg>`);
}
