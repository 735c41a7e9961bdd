/** Holds what was last given, for those who are made once and ask later. */
export function createLatest<T>(first: T): { get: () => T; set: (value: T) => void } {
  let latest = first;
  return {
    get: () => latest,
    set: (value) => {
      latest = value;
    },
  };
}
