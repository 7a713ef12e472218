/** The part of the store's port that keeps who did what. */

/** One unsafe request. Times are Unix milliseconds. */
export interface AuditEntry {
  /** UUIDv7: sorts by time. */
  audit_id: string;
  at: number;
  /** Name of the token, or `anonymous`. */
  who: string;
  /** Method and path of the route, as `POST /jobs/{job_id}/cancel`. */
  action: string;
  /** Path and query as they were asked for. */
  target: string;
  /** HTTP status of the answer; null until it is known, and for good where the process died. */
  status: number | null;
  /** The client's address; empty where it is not known. */
  address: string;
  request_id: string;
  /** What the route said of it: ids, counts, the code of a problem. */
  details: Record<string, unknown>;
}

export interface AuditFilter {
  who?: string;
  action?: string;
  /** At or after / before, Unix ms. */
  since?: number;
  until?: number;
}

export interface AuditStore {
  /** Writes these entries, each as it is now: a new one, or one that has its outcome by now. */
  write(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first; `before` is the audit_id of the last row of the page before. */
  list(filter: AuditFilter, limit: number, before?: string): Promise<AuditEntry[]>;
  /** Forgets the oldest entries from before `cutoff`, at most `limit`; how many those were. */
  prune(cutoff: number, limit: number): Promise<number>;
}
