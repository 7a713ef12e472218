/** Line ends of a fixed text. Fixes break lines with a line feed, whatever those of the original end in. */

/** Whether every line of the text ends in CR LF, and there is one. */
export function endsInCrLf(text: string): boolean {
  return text.includes("\r\n") && !/(^|[^\r])\n/.test(text);
}

/** The text with CR LF at the end of every line. */
export function withCrLf(text: string): string {
  return text.replaceAll(/\r?\n/g, "\r\n");
}

/**
 * The fixed text with the line ends of the original, where that one has the same everywhere; one of
 * mixed ends is left as it came.
 */
export function keepLineEnds(original: string, fixed: string): string {
  return endsInCrLf(original) ? withCrLf(fixed) : fixed;
}
