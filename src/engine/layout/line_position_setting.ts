/** Line positions as a configuration writes them. */

/** A line position as it is configured, such as `leading:attached:strict`. */
export interface LinePosition {
  readonly side: "leading" | "trailing" | "alone";
  /** Whether it is also wrong to stand on a line with both neighbours. */
  readonly isStrict: boolean;
  /** Whether no line break may part it from what it leads or trails. */
  readonly isAttached: boolean;
  /** Whether a line that it leads hangs to the left, so that what follows it is aligned. */
  readonly isHanging: boolean;
  /** Whether it is about the keywords of a clause, whose new lines LT02 indents. */
  readonly isKeyword: boolean;
}

/** Reads a line position; null for a side that there is not. */
export function readLinePosition(setting: string): LinePosition | null {
  const [side, ...more] = setting.split(":");
  if (side !== "leading" && side !== "trailing" && side !== "alone") return null;
  return {
    side,
    isStrict: more.includes("strict"),
    isAttached: more.includes("attached"),
    isHanging: more.includes("align-following"),
    isKeyword: false,
  };
}

/** Reads the line position of keywords, which is strict: on a line with both neighbours is wrong. */
export function readKeywordPosition(setting: string): LinePosition | null {
  const position = readLinePosition(setting);
  return position === null ? null : { ...position, isStrict: true, isKeyword: true };
}
