/** What a database and a queue tell of themselves to whoever operates them. */

export interface BackendFacts {
  /** `sqlite`, `mysql`, `kv` or `redis`. */
  kind: string;
  /** Null where it has none of its own. */
  version: string | null;
  /** Bytes of its files; of a server that keeps everything in memory, bytes of that. */
  bytes: number | null;
  /** How many bytes these may become; null where it sets no limit of its own. */
  bytes_limit: number | null;
  /** Connections of all its clients, and how many it takes; null for a file. */
  connections: number | null;
  connections_limit: number | null;
}

/** The facts of a file, which has neither clients nor a limit. */
export function fileFacts(
  kind: string,
  version: string | null,
  bytes: number | null,
): BackendFacts {
  return { kind, version, bytes, bytes_limit: null, connections: null, connections_limit: null };
}
