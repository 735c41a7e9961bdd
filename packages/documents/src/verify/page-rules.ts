// What a published page is made of; anything else in a saved page may change what its reader sees.

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that our pages write anywhere. */
export const PAGE_TAGS = words(
  'html head base meta title link script body a header div main nav ul ol li span button p article aside section h1 h2 h3 h4 h5 h6 br strong em dl dt dd svg rect path g form label select option textarea input footer table caption thead tbody tr th td',
);

/** What may stand around the article. */
export const AROUND_TAGS = words('html body main div');
export const AROUND_CLASSES = words('font-s font-m font-l wrap report-page report-body');
export const AROUND_ATTRIBUTES = words('lang class id tabindex');

export const ARTICLE_TAGS = words(
  'article header h1 h2 h3 h4 h5 h6 p ul li span div table caption thead tbody tr th td aside button a',
);
export const ARTICLE_CLASSES = words(
  'report report-head facts paragraph totals hidden-issues state outcome contact-row signatory scroll units note note-title figure close issue-title units-heading-title notes-heading-title heading-1 heading-2 heading-3 heading-4 heading-0',
);
const EVERYWHERE = words('class id data-line');
const BY_TAG: Readonly<Record<string, ReadonlySet<string>>> = {
  article: words('data-slug data-version data-published-at data-digest data-lines'),
  div: words('tabindex role aria-label'),
  th: words('scope'),
  aside: words('popover aria-labelledby'),
  button: words('type popovertarget popovertargetaction aria-label'),
  a: words('href'),
};
/** Values that are fixed; another one would be read out or shown in place of the words. */
const FIXED: Readonly<Record<string, RegExp>> = {
  'aria-label': /^(?:关闭|各单位整改情况)$/u,
  'aria-labelledby': /^f-[\w-]+-title$/u,
  role: /^region$/u,
  tabindex: /^0$/u,
  type: /^button$/u,
  popover: /^auto$/u,
  // A browser that saves a page writes the whole address.
  href: /^(?:https?:\/\/[\w.:[\]-]+\/reports\/[\w/-]+(?:\?font=[sml])?)?#[\w-]+$/u,
};

/** What programs that sit in browsers leave behind on elements; no style and no script of ours looks at it. */
const OF_EXTENSION =
  /^(?:cz-shortcut-listen|bis_\w+|__processed_[\w-]+|__gchrome_\w+|inmaintabuse|foxified|webcrx|(?:monica|mpa|qb|native|hc|jf)-[\w-]+|data-(?:lt|gr|gramm|new-gr|darkreader|immersive|sogou|qb)(?:-[\w-]+)?)$/u;
export const isOfExtension = (name: string) => OF_EXTENSION.test(name);

/** A saved page may say that what it names lies beside it. */
export const isOwnFolder = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).every(([name, value]) => name === 'href' && /^\.?\/?$/u.test(value.trim()));

/** The size that a reader gave a field by its corner, and the trace of a style that a program took away again. */
export const isDragged = (tag: string, style: string) =>
  style.trim() === '' ||
  (tag === 'textarea' && /^(?:\s*(?:width|height):\s*\d{2,4}(?:\.\d+)?px;?){1,2}\s*$/u.test(style));

/** Whether an attribute is one that the published page itself writes on such an element of the article. */
export function isArticleAttribute(tag: string, name: string, value: string): boolean {
  if (name === 'class') return value.split(/\s+/u).every((each) => each === '' || isArticleClass(tag, each));
  if (isOfExtension(name)) return true;
  if (!EVERYWHERE.has(name) && !BY_TAG[tag]?.has(name)) return false;
  return FIXED[name]?.test(value.trim()) ?? true;
}

function isArticleClass(tag: string, name: string): boolean {
  if (name === 'close') return tag === 'button';
  if (name === 'note') return tag === 'aside';
  return ARTICLE_CLASSES.has(name);
}

// From the site's root, or from the folder that a browser puts beside the page that it saves.
const OWN_STYLE = /^(?:\/styles\/|(?:\.\/)?[^/\\:?#]+_files\/)public-[0-9a-f]{12}\.css$/u;
const OWN_SCRIPT = /^(?:\/scripts\/|(?:\.\/)?[^/\\:?#]+_files\/)public-[0-9a-f]{12}\.js(?:\.download|\.下载)?$/u;

const decoded = (address: string) => {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
};

export const isOwnStyle = (address: string) => OWN_STYLE.test(decoded(address));
export const isOwnScript = (address: string) => OWN_SCRIPT.test(decoded(address));
