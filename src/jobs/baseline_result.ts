/** How a job that has ended stands to its baseline. */
import { type Verdict, verdictOf } from "./states.ts";

export interface BaselineResult {
  /** Findings that the baseline does not have, and those of them that are errors. */
  new: number;
  new_errors: number;
  unchanged: number;
  /** Findings of the baseline that are there no more. */
  gone: number;
  /** As that of a job, on what is new alone; null where nothing can be said. */
  verdict: Verdict | null;
  /** The baseline was deleted before the job ended: nothing was compared. */
  missing: boolean;
}

/** New errors fail; new warnings alone do not. */
export function gateVerdict(
  { succeeded, new_errors }: { succeeded: number; new_errors: number },
): Verdict | null {
  return verdictOf({ succeeded, errors: new_errors });
}
