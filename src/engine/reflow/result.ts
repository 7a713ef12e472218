import type { Fix } from "../edits.ts";

/** Something that a layout operation found, before a rule makes it its own. */
export interface ReflowResult {
  /** The node that it is reported at. */
  anchor: number;
  description: string;
  fixes: Fix[];
}
