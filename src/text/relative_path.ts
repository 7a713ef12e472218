/** Names that somebody made up, as paths. */

/** Where nothing of a name is left. */
const NAMELESS = "query.sql";

/** The name as a path that leads out of no folder, wherever it is written: it may be any text. */
export function relativePath(name: string): string {
  const segments = name.replaceAll("\\", "/").replace(/^[a-z]:/i, "").split("/");
  const kept = segments.filter((segment) => !["", ".", ".."].includes(segment));
  return kept.length === 0 ? NAMELESS : kept.join("/");
}
