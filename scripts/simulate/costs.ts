/** What each stage of a file of an archive costs, as `--measure` finds it on one machine. */
import { z } from "zod";

const ms = z.number().min(0);

/** Milliseconds of CPU unless it says otherwise. */
export const Costs = z.strictObject({
  /** The web process, for each file of an upload. */
  intakeFile: ms,
  /** The worker's main thread, for each file: taking it out of the archive, and running it. */
  expandFile: ms,
  runFile: ms,
  /** The same thread, which asks the database: for each claim and end, and each file of them. */
  askClaim: ms,
  askClaimFile: ms,
  askEnd: ms,
  askEndFile: ms,
  /** A lint process, for each file. */
  lintFile: ms,
  /**
   * By how much workers and lint processes take more CPU where others want their core: a share that
   * grows with the part of the lint processes that have no core of their own.
   */
  crowding: z.number().min(0),
  /** The database: for each file of an archive, and for each claim, end and heartbeat. */
  insertFile: ms,
  claim: ms,
  claimFile: ms,
  end: ms,
  endFile: ms,
  heartbeat: ms,
  /** What else it does for a file while it runs: looks for work, sums, and who watches the job. */
  otherFile: ms,
  /** Milliseconds until the disk of the machine has made something durable. */
  flush: ms,
});
export type Costs = z.infer<typeof Costs>;
