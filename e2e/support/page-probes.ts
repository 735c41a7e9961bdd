// These functions run inside the page: each stands alone and may use nothing from outside itself.

/** What makes the page scroll sideways. */
export function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const isScrolled = (element: Element): boolean => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  };
  const culprits = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !isScrolled(element))
    .slice(0, 4)
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${String(element.getAttribute('class'))}“${(element.textContent ?? '').trim().slice(0, 20)}”`,
    );
  return [`${scrollWidth} > ${clientWidth}：${culprits.join(' , ')}`];
}

/** Words cut off without a sign that there is more. */
export function crampedWords(): string[] {
  const isHiddenAway = (box: DOMRect) => box.width <= 2 || box.height <= 2;
  return [...document.body.querySelectorAll<HTMLElement>('*')]
    .filter((element) => {
      const hasWords = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (!hasWords || isHiddenAway(element.getBoundingClientRect())) return false;
      const style = getComputedStyle(element);
      if (
        style.visibility === 'hidden' ||
        style.overflowX === 'visible' ||
        style.overflowX === 'auto' ||
        style.overflowX === 'scroll'
      )
        return false;
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return false;
      return element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 6;
    })
    .slice(0, 5)
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${element.className}“${(element.textContent ?? '').trim().slice(0, 30)}”`,
    );
}

/** Controls that lie over each other. */
export function overlapping(): string[] {
  const isAfloat = (element: Element): boolean => {
    for (let up: Element | null = element; up; up = up.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true;
    }
    return false;
  };
  const isOwn = (a: Element, b: Element) =>
    a.contains(b) ||
    b.contains(a) ||
    (a.closest('label, .ant-select, .ant-picker, .ant-segmented, .ant-input-affix-wrapper') ?? a) ===
      (b.closest('label, .ant-select, .ant-picker, .ant-segmented, .ant-input-affix-wrapper') ?? b);
  // What is scrolled out of its pane lies under nothing.
  const seen = (element: Element): DOMRect[] => {
    let rects = [...element.getClientRects()];
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowY === 'visible') continue;
      const pane = up.getBoundingClientRect();
      rects = rects.map((rect) => {
        const [left, top] = [Math.max(rect.left, pane.left), Math.max(rect.top, pane.top)];
        const [right, bottom] = [Math.min(rect.right, pane.right), Math.min(rect.bottom, pane.bottom)];
        return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
      });
    }
    return rects;
  };
  const controls = [
    ...document.querySelectorAll<HTMLElement>('main a, main button, main input, main textarea, main [role="combobox"]'),
  ]
    .filter(
      (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isAfloat(element),
    )
    .map((element) => ({
      element,
      boxes: seen(element).filter(({ width, height }) => width > 4 && height > 4),
    }));
  const faults: string[] = [];
  for (const [index, one] of controls.entries()) {
    for (const other of controls.slice(index + 1)) {
      if (isOwn(one.element, other.element)) continue;
      const isOver = one.boxes.some((a) =>
        other.boxes.some(
          (b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3,
        ),
      );
      const nameOf = ({ element }: typeof one) =>
        `${element.tagName.toLowerCase()}“${(element.innerText || element.getAttribute('aria-label') || element.className).slice(0, 20)}”`;
      if (isOver) faults.push(`${nameOf(one)} 与 ${nameOf(other)}`);
    }
  }
  return faults.slice(0, 5);
}

/** Foreign words that a reader sees or hears, without addresses, digests, receipts and the accounts that other journeys open. */
export function englishWords(allowed: string[]): string[] {
  const known = new Set(allowed.map((word) => word.toLowerCase()));
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const said: [string, string][] = [['标题', document.title]];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent && !parent.closest('script, style, noscript') && isShown(parent))
      said.push(['文字', node.textContent ?? '']);
  }
  for (const element of document.body.querySelectorAll('[placeholder], [title], [aria-label], [alt]')) {
    if (!isShown(element)) continue;
    // An icon inside a button that has a name of its own is not read aloud.
    const isSilent =
      element.closest('[aria-hidden="true"]') ??
      element.parentElement?.closest('button[aria-label], [role="button"][aria-label]');
    const heard = isSilent ? [] : ['aria-label', 'alt'];
    for (const name of ['placeholder', 'title', ...heard]) said.push([name, element.getAttribute(name) ?? '']);
  }
  const found = said.flatMap(([place, text]) => {
    const plain = text.replaceAll(
      /[\w.+-]+@[\w-]+(\.[\w-]+)+|https?:\/\/\S+|\b[a-z]+-\d{6,}\b|(\/reports\/|\b)\d{4}-[a-z2-9]{8}\b|\b[0-9a-f]{8,}\b|\b[0-9a-f]{4,12}(-[0-9a-f]{4,12})+\b/gi,
      ' ',
    );
    const spoken = plain.replaceAll(/\b[A-Z2-9]{4}(-?[A-Z2-9]{4}){2}\b/g, ' ');
    // What whoever looks after the machine types as it stands: settings, commands, places of files, instants.
    const typed = spoken.replaceAll(
      /\b[A-Z]+(?:_[A-Z]+)+\b|\bnpm run [a-z:]+|--[a-z]+\b|\/(?:[\w.-]+\/)+[\w.-]+|\b\d{4}-\d\d-\d\dT[\d:.]+Z/g,
      ' ',
    );
    const words = (typed.match(/[A-Za-z][A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*/g) ?? []).filter(
      (word) => !known.has(word.toLowerCase()),
    );
    return words.map((word) => `${word}（${place}：${text.trim().slice(0, 40)}）`);
  });
  return [...new Set(found)].slice(0, 8);
}
