/** A file that cannot be read, with a sentence that tells the reader why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
