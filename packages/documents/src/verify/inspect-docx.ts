import { Parser } from 'htmlparser2';

type Attributes = Readonly<Record<string, string>>;

const FINDINGS_MOST = 50;
const CHANGES: Readonly<Record<string, string>> = {
  'w:del': '修订：删去的文字（w:del）',
  'w:ins': '修订：插入的文字（w:ins）',
  'w:movefrom': '修订：移走的文字（w:moveFrom）',
  'w:moveto': '修订：移来的文字（w:moveTo）',
};
const HIDING: Readonly<Record<string, string>> = {
  'w:vanish': '隐藏的文字（w:vanish）',
  'w:webhidden': '隐藏的文字（w:webHidden）',
  'w:specvanish': '隐藏的文字（w:specVanish）',
  'w:bdo': '改变文字方向的标记（w:bdo）',
  'w:dir': '改变文字方向的标记（w:dir）',
  'w:rtl': '改变文字方向的标记（w:rtl）',
  'w:bidi': '改变文字方向的标记（w:bidi）',
  'w:framepr': '移到别处的文字（w:framePr）',
  'w:fittext': '压缩的文字（w:fitText）',
};
/** Twentieths of a point; nothing of ours is set in a tenth as little. */
const LEAST_LINE = 100;
/** Half points. */
const LEAST_SIZE = 4;

const isOff = (value: string | undefined) => /^(?:0|false|off|none)$/iu.test(value ?? '');

/** Finds in a part of a Word file what hides words, shows struck ones or exchanges them. */
export function inspectDocxPart(xml: string): string[] {
  const found = new Set<string>();
  let isInstruction = false;
  const add = (what: string | null | undefined) => {
    if (what && found.size < FINDINGS_MOST) found.add(`文档里加入了会改变显示的内容：${what}`);
  };
  const parser = new Parser(
    {
      onopentag(tag, given) {
        const name = tag.toLowerCase();
        const attributes = Object.fromEntries(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
        add(CHANGES[name]);
        if (!isOff(attributes['w:val'])) add(HIDING[name]);
        add(ofLook(name, attributes));
        isInstruction = name === 'w:instrtext';
        if (name === 'w:fldsimple') add(ofField(attributes['w:instr'] ?? ''));
      },
      ontext(words) {
        if (isInstruction) add(ofField(words));
      },
      onclosetag() {
        isInstruction = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return [...found];
}

function ofLook(name: string, attributes: Attributes): string | null {
  const value = attributes['w:val'] ?? '';
  const amount = Number.parseFloat(value);
  if (name === 'w:color' && (isNearWhite(value) || isNearWhiteTheme(attributes)))
    return `与纸同色的文字（颜色 ${value}）`;
  if ((name === 'w:sz' || name === 'w:szcs') && amount < LEAST_SIZE) return `小得看不见的文字（字号 ${amount / 2} 磅）`;
  if (name === 'w:w' && amount < 20) return `压窄的文字（${value}%）`;
  if (name === 'w:spacing' && attributes['w:linerule'] === 'exact' && Number(attributes['w:line']) < LEAST_LINE)
    return '压扁的行（行距过小）';
  if (name === 'w:highlight' && !isOff(value)) return `涂盖文字的底色（${value}）`;
  if (name === 'w:shd' && isDark(attributes['w:fill'] ?? '')) return `涂盖文字的底色（${attributes['w:fill']}）`;
  return null;
}

/** Only the number of the page is made by the program itself. */
const ofField = (words: string) => (/^\s*(?:PAGE\b.*)?$/iu.test(words) ? null : `域代码“${words.trim().slice(0, 40)}”`);

const channels = (colour: string) =>
  /^[0-9a-f]{6}$/iu.test(colour) ? [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) : null;
const isNearWhite = (colour: string) => channels(colour)?.every((each) => each >= 0xd8) ?? false;
const isDark = (colour: string) => channels(colour)?.every((each) => each <= 0x60) ?? false;
const isNearWhiteTheme = (attributes: Attributes) =>
  /^(?:background|light)[12]$/u.test(attributes['w:themecolor'] ?? '') && attributes['w:themeshade'] === undefined;
