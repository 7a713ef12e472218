/** Line positions as a configuration writes them. */

/** A line position as it is configured, such as `leading:attached:strict`. */
export interface LinePosition {
  readonly side: "leading" | "trailing" | "alone";
  /** Whether it is also wrong to stand on a line with both neighbours. */
  readonly isStrict: boolean;
  /** Whether no line break may part it from what it leads or trails. */
  readonly isAttached: boolean;
  /** Whether it is about the keywords of a clause, whose new lines LT02 indents. */
  readonly isKeyword?: boolean;
}

function parse(setting: string): LinePosition | null {
  const [side, ...more] = setting.split(":");
  if (side !== "leading" && side !== "trailing" && side !== "alone") return null;
  return { side, isStrict: more.includes("strict"), isAttached: more.includes("attached") };
}

/** Settings that have been read; a configuration has a handful, and each is asked for often. */
const known = new Map<string, LinePosition | null>();
const MOST_KNOWN = 256;

/** Reads a line position; null for none, or for a side that there is not. */
export function readLinePosition(setting: string | null): LinePosition | null {
  if (setting === null) return null;
  let position = known.get(setting);
  if (position === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(setting, position = parse(setting));
  }
  return position;
}
