const frame = /^针对反馈的“([^\n]{1,300})”问题。$/u;

/** The customary sentence that names an issue by its title; it stands alone in its paragraph. */
export function issueFrame(title: string): string {
  return `针对反馈的“${title}”问题。`;
}

/** The title that such a sentence names, with whatever quotes are in it; null of any other text. */
export function framedTitle(text: string): string | null {
  return frame.exec(text)?.[1] ?? null;
}
