// IPv6 gives everyone many addresses: the network, its first 64 bits, counts as one.

/** Nothing that is longer is an address. */
const LONGEST = 45;
const GROUPS = 4;
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** Whom an address counts as, in one form however it is written. */
export function networkOf(address: string): string {
  const bare = address.slice(0, LONGEST).replace(MAPPED, '');
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.toLowerCase().split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  // Where groups are left out, as many zeros stand as make eight.
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, GROUPS);
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
