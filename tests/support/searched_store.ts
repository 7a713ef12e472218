/** A store to be searched, made of numbers, that counts what is looked into. */
import type { Job } from "../../src/jobs/job.ts";
import type { Store } from "../../src/store/port.ts";

export const idOf = (n: number) => String(n).padStart(6, "0");

/** A store of jobs with so many files each, of which every `rare`th has the rule LT01. */
export function storeOf(jobs: number, files: number, rare: number) {
  const seen = { jobs: 0, files: 0 };
  const has = (id: string) => Number(id) % rare === 0;
  const store = {
    jobs: {
      list(_: unknown, limit: number, before = idOf(jobs)) {
        const from = Number(before);
        const ids = Array.from({ length: Math.min(limit, from) }, (_, i) => idOf(from - 1 - i));
        return Promise.resolve(ids.map((job_id) => ({ job_id, counts: { total: files } }) as Job));
      },
      withRule(ids: readonly string[]) {
        seen.jobs += ids.length;
        return Promise.resolve(ids.filter(has));
      },
      filesOf(ids: readonly string[], prefix: string) {
        seen.files += ids.length * files;
        const names = ids.filter(has).flatMap((job_id) => [{ job_id, file_name: "a/x.sql" }]);
        return Promise.resolve(names.filter(({ file_name }) => file_name.startsWith(prefix)));
      },
    },
  };
  return { services: { store: store as unknown as Store }, seen };
}
