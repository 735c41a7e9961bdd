/** Keeps the pages that were asked for last; a published version never changes, so neither does its page. */
export class PageCache {
  private readonly pages = new Map<string, string>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The page under this key, made when it is not there. */
  async get(key: string, make: () => Promise<string>): Promise<string> {
    const page = this.pages.get(key) ?? (await make());
    // What was used last stands last, so that the first is the one to go.
    this.pages.delete(key);
    this.pages.set(key, page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > this.most && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }
}
