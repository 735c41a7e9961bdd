// Letters of five by seven dots, drawn without any installed font: a server may have none at all. A glyph is five
// columns from left to right, the lowest bit on top.
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '3e5149453e',
  '1': '00427f4000',
  '2': '7249494946',
  '3': '2141494d33',
  '4': '1814127f10',
  '5': '2745454539',
  '6': '3c4a494931',
  '7': '4121110907',
  '8': '3649494936',
  '9': '464949291e',
  a: '2054547840',
  b: '7f28444438',
  c: '3844444428',
  d: '384444287f',
  e: '3854545418',
  f: '00087e0902',
  g: '18a4a49c78',
  h: '7f08040478',
  i: '00447d4000',
  j: '2040403d00',
  k: '7f10284400',
  l: '00417f4000',
  m: '7c04780478',
  n: '7c08040478',
  o: '3844444438',
  p: 'fc18242418',
  q: '18242418fc',
  r: '7c08040408',
  s: '4854545424',
  t: '04043f4424',
  u: '3c4040207c',
  v: '1c2040201c',
  w: '3c4030403c',
  x: '4428102844',
  y: '4c9090907c',
  z: '4464544c44',
  '-': '0808080808',
  '.': '0000606000',
  _: '4040404040',
  ':': '0000140000',
  '@': '3e415d594e',
};

const COLUMNS = 6;

/** Text as an SVG path, one dot one unit wide; what it has no glyph for is a gap. */
export function dotPath(text: string): { path: string; width: number } {
  let path = '';
  for (const [index, letter] of [...text.toLowerCase()].entries()) {
    const glyph = Buffer.from(GLYPHS[letter] ?? '', 'hex');
    for (const [column, bits] of glyph.entries()) {
      for (let row = 0; row < 8; row += 1) {
        if ((bits >> row) & 1) path += `M${index * COLUMNS + column} ${row}h1v1h-1z`;
      }
    }
  }
  return { path, width: text.length * COLUMNS };
}
