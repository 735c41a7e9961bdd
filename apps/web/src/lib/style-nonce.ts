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
