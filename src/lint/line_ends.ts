/** Line ends of a fixed text. */

/**
 * Fixes break lines with a line feed. Where every line of the original ends in CR LF, so do those
 * of the fixed text; a text of mixed ends is left as it came.
 */
export function keepLineEnds(original: string, fixed: string): string {
  const windows = original.includes("\r\n") && !/(^|[^\r])\n/.test(original);
  return windows ? fixed.replaceAll(/\r?\n/g, "\r\n") : fixed;
}
