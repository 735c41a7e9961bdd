/** Brings a place into sight by scrolling its own pane, and the page only where the page is what scrolls (a phone). */
export function scrollWithin(
  pane: HTMLElement | null,
  target: HTMLElement,
  block: 'center' | 'nearest' = 'center',
): void {
  if (!pane || pane.scrollHeight <= pane.clientHeight + 1 || getComputedStyle(pane).overflowY === 'visible') {
    target.scrollIntoView({ block });
    return;
  }
  const place = target.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (block === 'center') pane.scrollTop += place.top - frame.top - Math.max(0, (frame.height - place.height) / 3);
  else if (place.top < frame.top) pane.scrollTop -= frame.top - place.top + 8;
  else if (place.bottom > frame.bottom)
    pane.scrollTop += Math.min(place.bottom - frame.bottom + 8, place.top - frame.top);
}
