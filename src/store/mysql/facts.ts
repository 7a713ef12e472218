/** What a server tells of itself: its version, the size of our tables, its connections. */
import type { BackendFacts } from "../../observability/backend.ts";
import { all, first, type Plan, type Statement } from "../plan.ts";

interface ServerRow {
  version: string;
  bytes: number | null;
  most: number;
}

const SERVER: Statement<ServerRow> = {
  sql: "select version() as version, @@max_connections as most, " +
    "(select cast(sum(data_length + index_length) as signed) from information_schema.tables " +
    "where table_schema = database()) as bytes",
  parameters: [],
};

const CONNECTIONS: Statement<{ Value: string }> = {
  sql: "show global status like 'Threads_connected'",
  parameters: [],
};

export function* serverFacts(): Plan<BackendFacts> {
  const server = (yield* first(SERVER))!;
  const [connected] = yield* all(CONNECTIONS);
  return {
    kind: "mysql",
    version: server.version,
    bytes: server.bytes === null ? null : Number(server.bytes),
    bytes_limit: null,
    connections: connected === undefined ? null : Number(connected.Value),
    connections_limit: Number(server.most),
  };
}
