import type { Fix } from "../edits.ts";

/** Something that a layout operation found, before a rule makes it its own. */
export interface LayoutFinding {
  /** The node that it is reported at. */
  anchor: number;
  description: string;
  fixes: Fix[];
}

/** Takes what an operation on a whole file finds, one by one: there may be very much of it. */
export type TakeFinding = (result: LayoutFinding) => void;
