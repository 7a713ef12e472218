/** What SQLite tells of a database: its own version, and the size of the file. */
import { type BackendFacts, fileFacts } from "../../observability/backend.ts";
import { first, type Plan, type Statement } from "../plan.ts";

const FILE: Statement<{ version: string; bytes: number }> = {
  sql: "select sqlite_version() as version, page_count * page_size as bytes " +
    "from pragma_page_count(), pragma_page_size()",
  parameters: [],
};

export function* databaseFacts(): Plan<BackendFacts> {
  const { version, bytes } = (yield* first(FILE))!;
  return fileFacts("sqlite", version, bytes);
}
