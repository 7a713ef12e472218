/** Sources that the store itself holds, of single files that are small. */
import { Buffer } from "node:buffer";
import { IN_STORE } from "../../jobs/job.ts";
import { LintelError } from "../../errors.ts";
import type { TaskClaim } from "../port.ts";
import { type Db, first, type Plan, prepared, preparedList, type Statement } from "../plan.ts";
import type { SourcesTable } from "../schema.ts";

const insert = prepared<SourcesTable>((db, p) =>
  db.insertInto("job_sources").values({ job_id: p("job_id"), bytes: p("bytes") })
);

const select = preparedList<Record<never, never>, SourcesTable>((db, ids) =>
  db.selectFrom("job_sources").select(["job_id", "bytes"]).where("job_id", "in", ids)
);

/** Keeps the source of a job. */
export function insertSource(db: Db, job_id: string, bytes: Uint8Array): Statement<unknown> {
  // As a Buffer: of other arrays of bytes the driver of MySQL makes columns.
  const { buffer, byteOffset, byteLength } = bytes;
  return insert(db, { job_id, bytes: Buffer.from(buffer, byteOffset, byteLength) });
}

/** The source of a job; null where the store does not hold it. */
export function* sourceOf(db: Db, job_id: string): Plan<Uint8Array | null> {
  return (yield* first(select(db, [job_id], {})))?.bytes ?? null;
}

/** Reads the sources of those of the claims whose jobs have them in the store; none without any. */
export function sourcesOf(db: Db, claims: readonly TaskClaim[]): Statement<unknown>[] {
  const ids = claims.filter(isInStore).map(({ job_id }) => job_id);
  return ids.length === 0 ? [] : [select(db, ids, {})];
}

/** The claims with the sources that `sourcesOf` has read. */
export function withSources(claims: readonly TaskClaim[], rows: readonly unknown[]): TaskClaim[] {
  const read = new Map((rows as SourcesTable[]).map(({ job_id, bytes }) => [job_id, bytes]));
  return claims.map((claim) => {
    if (!isInStore(claim)) return claim;
    const bytes = read.get(claim.job_id);
    // Never: both are written by one transaction, and removed by one.
    if (bytes === undefined) {
      throw new LintelError("internal", `job ${claim.job_id} has no source in the store`);
    }
    return { ...claim, bytes };
  });
}

function isInStore({ source }: TaskClaim): boolean {
  return source.file === IN_STORE;
}
