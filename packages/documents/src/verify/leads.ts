import { drawQrCode } from '../qr-code.ts';

type Attributes = Readonly<Record<string, string>>;

const DRAWN = new Set(['svg', 'g', 'rect', 'path']);
/** What is said of a drawing, not drawn. */
const SAID = /^(?:class|role|aria-label|shape-rendering|xmlns|data-.*)$/u;
const LEADING = ['href', 'action', 'formaction', 'xlink:href', 'ping'];
/** What only programs follow. */
const SILENT = new Set(['link', 'base']);
const MOST = 20;

const ORIGIN = /^https?:\/\/[^/?#]*/iu;
const PRINTED = /^本页地址：(https?:\/\/[^\s]{1,300})$/u;

const drawing = (tag: string, attributes: Attributes) =>
  [tag, ...Object.keys(attributes).toSorted()]
    .map((name, at) => (at === 0 ? name : `${name}=${attributes[name] ?? ''}`))
    .join(' ');

/** The drawing that a published page of this address has. */
function drawingsOf(address: string): string[] {
  const { size, path } = drawQrCode(address);
  const side = String(size);
  return [
    drawing('svg', { viewbox: `0 0 ${side} ${side}` }),
    drawing('rect', { width: side, height: side, fill: '#fff' }),
    drawing('path', { d: path, fill: '#000' }),
  ];
}

/** Collects where a saved page leads its reader, outside of the report: links, forms, and the code for phones. */
export class Leads {
  private readonly addresses: string[] = [];
  private readonly drawings: string[] = [];

  onopentag(tag: string, attributes: Attributes): void {
    if (DRAWN.has(tag)) {
      const drawn = Object.entries(attributes).filter(([name]) => !SAID.test(name));
      this.drawings.push(drawing(tag, Object.fromEntries(drawn)));
    }
    if (SILENT.has(tag)) return;
    for (const name of LEADING) if (attributes[name] !== undefined) this.addresses.push(attributes[name].trim());
  }

  /** Where no published page of this report leads; `texts` are those that the page says beside the report. */
  foreign(slug: string, texts: Iterable<string>): string[] {
    const [printed] = [...texts].flatMap((text) => PRINTED.exec(text)?.[1] ?? []);
    return [
      ...this.foreignAddresses(slug),
      ...(this.isOtherDrawing(printed) ? ['（图形）与本页地址的二维码不同'] : []),
    ];
  }

  private foreignAddresses(slug: string): string[] {
    const report = `/reports/${slug}`;
    const isOwn = (path: string) =>
      /^(?:\/|\/app|\/verify|\/verify\/offline\.html|\/feedback|\/feed\.xml)$/u.test(path) ||
      (path.startsWith(report) &&
        /^(?:\/v\/\d{1,6})?(?:\.(?:docx|txt|json)|\/feedback|\?font=[sml])?$/u.test(path.slice(report.length)));
    const followed = this.addresses.filter((each) => !each.startsWith('#'));
    // A browser that saves a page writes whole addresses, all of them of the one site that it was saved from.
    const [site = ''] = followed.map((each) => ORIGIN.exec(each)?.[0] ?? '');
    const isForeign = (each: string) => {
      const origin = ORIGIN.exec(each)?.[0] ?? '';
      const [path = ''] = each.slice(origin.length).split('#');
      return origin !== site || !isOwn(path === '' ? '/' : path);
    };
    return [...new Set(followed.filter(isForeign))].slice(0, MOST).map((each) => `（链接）${each}`);
  }

  private isOtherDrawing(address: string | undefined): boolean {
    if (this.drawings.length === 0) return false;
    return address === undefined || this.drawings.join('\n') !== drawingsOf(address).join('\n');
  }
}
