/** What the public pages do beyond HTML where a browser runs scripts; every page is whole without it. */
export const PUBLIC_SCRIPT = `'use strict';
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  for (const button of all('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }

  // The size changes in place; without this the link asks the server for the page in that size.
  for (const link of all('[data-font]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const size = link.dataset.font;
      document.cookie = 'font=' + size + '; Path=/; Max-Age=31536000; SameSite=Lax';
      document.body.className = 'font-' + size;
      for (const other of all('[data-font]')) other.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
    });
  }

  // A note that was followed to its issue would cover the issue.
  for (const note of all('[popover]')) {
    note.addEventListener('click', (event) => {
      if (event.target.closest('a') && note.hidePopover) note.hidePopover();
    });
  }

  const links = new Map(all('.contents a').map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let present = null;
  const follow = () => {
    const passed = places.filter((place) => place.getBoundingClientRect().top < 140);
    const link = links.get((passed.at(-1) ?? places[0]).id);
    if (link === present) return;
    present?.removeAttribute('aria-current');
    present = link;
    link.setAttribute('aria-current', 'location');
    const list = link.closest('.contents');
    if (list.scrollHeight > list.clientHeight) {
      list.scrollTop = link.offsetTop - list.offsetTop - list.clientHeight / 2;
    }
  };
  if (places.length > 0) {
    let isWaiting = false;
    addEventListener('scroll', () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => { isWaiting = false; follow(); });
    }, { passive: true });
    follow();
  }
})();
`;
