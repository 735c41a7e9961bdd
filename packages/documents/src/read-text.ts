export interface ReadLimits {
  /** Bytes of the file itself. */
  fileBytes: number;
  /** Bytes that an archive may unpack to. */
  unpackedBytes: number;
}

export const READ_LIMITS: ReadLimits = { fileBytes: 20 * 1024 * 1024, unpackedBytes: 40 * 1024 * 1024 };

/** The text of a txt, docx or html file; throws UnreadableFile with a sentence for the reader. */
export async function readText(bytes: Uint8Array, fileName: string, limits: ReadLimits = READ_LIMITS): Promise<string> {
  throw new Error(`not read: ${fileName} ${bytes.length} ${limits.fileBytes}`);
}
