/** What a run ends with: which findings fail it, and what its exit status says. */
import type { ReportFile } from "../lint/report/port.ts";

export const FAIL_ON = ["error", "warning", "new", "none"] as const;

/** `new` is an error that the baseline does not have. */
export type FailOn = (typeof FAIL_ON)[number];

/** Exit statuses of `lintel lint`; `unread` is for whatever else failed as well. */
export const STATUS = { fine: 0, findings: 1, usage: 2, unread: 3 } as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** Counts what bears on the exit status. */
export class Gate {
  private unread_ = 0;
  private failing = 0;

  constructor(private readonly failOn: FailOn) {}

  /** A file with its findings and, where there is a baseline, their states. */
  add({ result, error, states }: ReportFile): void {
    if (error !== null) this.unread_++;
    for (const [i, { severity }] of (result?.violations ?? []).entries()) {
      if (this.fails(severity, states?.[i] ?? "new")) this.failing++;
    }
  }

  private fails(severity: string, state: string): boolean {
    if (this.failOn === "none") return false;
    if (this.failOn === "warning") return true;
    return severity === "error" && (this.failOn === "error" || state === "new");
  }

  /** How many files were not read. */
  get unread(): number {
    return this.unread_;
  }

  /** That something was not read outranks findings: a clean answer would not be true. */
  get status(): Status {
    if (this.unread_ > 0) return STATUS.unread;
    return this.failing > 0 ? STATUS.findings : STATUS.fine;
  }
}
