/**
 * Gives the page's nonce to style elements made without one. antd passes it on to its styles, but its scroll lock
 * and its scroll-bar measure make their own, which a strict Content-Security-Policy would refuse.
 */
export function giveNonceToStyles(nonce: string): void {
  if (!nonce) return;
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}

/**
 * Lets code set a whole style attribute in the one way that a strict Content-Security-Policy leaves open: property by
 * property, as React does. A text area that grows with its words measures itself by the attribute.
 */
export function setStylesByProperty(): void {
  const set = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute')?.value as Element['setAttribute'];
  Element.prototype.setAttribute = function setAttribute(name: string, value: string) {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
    else set.call(this, name, value);
  };
}
