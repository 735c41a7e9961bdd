/** The words of an XML part as they are read, with the part itself before them: a word may be cut in two by its mark-up. */
export const textOfXml = (part: string): string => `${part}\n${part.replaceAll(/<[^>]*>/g, '')}`;
