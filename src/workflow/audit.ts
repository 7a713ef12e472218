/**
 * The audit log. An entry is written when its request begins, beside the work of the request, and
 * once more with the outcome after the answer was sent: nobody waits for more than the request
 * itself takes, and a process that dies between the two leaves an entry that says so. What cannot
 * be written is logged in full at once, kept and tried again.
 */
import { setTimeout as delay } from "node:timers/promises";
import { log } from "../observability/log.ts";
import type { AuditEntry, Store } from "../store/port.ts";

const logger = log("workflow.audit");

/** Entries of one commit. */
const GROUP = 200;
/** Entries that wait for a store that is away; those beyond are in the log alone. */
const MOST = 10_000;
/** Milliseconds between two tries. */
const PAUSE = 1000;

export class AuditLog {
  private waiting: AuditEntry[] = [];
  private writing: Promise<void> | null = null;
  private closing = false;

  constructor(private readonly store: Pick<Store, "audit">, private readonly pause = PAUSE) {}

  /** Writes an entry whose outcome is not known yet. Resolves when it is there, or is kept. */
  async begin(entry: AuditEntry): Promise<void> {
    try {
      await this.store.audit.write([entry]);
    } catch (error) {
      logger.error("an audit entry could not be written and is kept", { ...entry, error });
      this.keep(entry);
    }
  }

  /** Writes an entry, or the outcome of one that was begun, a little later. */
  record(entry: AuditEntry): void {
    this.keep(entry);
  }

  /** Writes what waits, once more where that fails, and takes it that the rest is in the log. */
  async close(): Promise<void> {
    this.closing = true;
    await this.writing;
  }

  private keep(entry: AuditEntry): void {
    if (this.waiting.length >= MOST) {
      logger.error("an audit entry is in this log alone: too many wait for the store", {
        ...entry,
      });
      return;
    }
    this.waiting.push(entry);
    this.writing ??= this.write();
  }

  private async write(): Promise<void> {
    for (let failed = false; this.waiting.length > 0;) {
      const group = this.waiting.slice(0, GROUP);
      try {
        await this.store.audit.write(latest(group));
        this.waiting.splice(0, group.length);
        failed = false;
      } catch (error) {
        if (!failed) {
          for (const entry of group) logger.error("audit entry", { ...entry, error });
        }
        if (failed && this.closing) break;
        failed = true;
        await delay(this.pause);
      }
    }
    this.writing = null;
  }
}

/** Of entries that stand there more than once, the last one. */
function latest(entries: readonly AuditEntry[]): AuditEntry[] {
  return [...new Map(entries.map((entry) => [entry.audit_id, entry])).values()];
}
