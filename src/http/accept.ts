/** Content negotiation (RFC 9110, section 12.5.1). */
import { parseAccept } from "hono/utils/accept";

/** How well a range of Accept names a type: 0 not at all, 1 as any, 2 by its kind, 3 itself. */
function fit(range: string, type: string): number {
  const lower = range.toLowerCase();
  if (lower === type) return 3;
  if (lower === `${type.split("/")[0]}/*`) return 2;
  return lower === "*/*" ? 1 : 0;
}

/**
 * Of the types on offer the one that `header` likes best, an earlier one where it likes several the
 * same; undefined where it takes none of them. Without a header, the first.
 */
export function preferredType(
  header: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (header === undefined || header.trim() === "") return offered[0];
  const ranges = parseAccept(header);
  let best: string | undefined;
  let most = 0;
  for (const type of offered) {
    // The range that says most about the type counts, not the one that likes it best.
    let [closest, quality] = [0, 0];
    for (const { type: range, q } of ranges) {
      const close = fit(range, type);
      if (close > closest) [closest, quality] = [close, q];
    }
    if (quality > most) [best, most] = [type, quality];
  }
  return best;
}
