/** What jobs are looked for by: the query of GET /jobs, and the filter of a bulk action. */
import { z } from "@hono/zod-openapi";
import { JOB_STATUSES, VERDICTS } from "../../jobs/states.ts";
import { ENGINE_NAMES } from "../../lint/port.ts";
import { isGlob } from "../../text/glob.ts";
import { type JobSearch, LONGEST_GLOB } from "../../workflow/search.ts";
import { LabelQuery } from "./labels.ts";

const When = z.iso.datetime({ offset: true }).optional();

export const JobSearchFields = z.object({
  status: z.enum(JOB_STATUSES).optional(),
  verdict: z.enum(VERDICTS).optional(),
  dialect: z.string().max(50).optional(),
  engine: z.enum(ENGINE_NAMES).optional(),
  since: When.openapi({ description: "Submitted at or after." }),
  until: When.openapi({ description: "Submitted before." }),
  q: z.string().max(255).optional().openapi({ description: "A prefix of the file name." }),
  label: LabelQuery,
  rule: z.string().min(1).max(50).optional().openapi({
    description: "Jobs with a finding of this rule.",
    example: "LT01",
  }),
  file: z.string().min(1).max(4096).refine(
    (file) => !isGlob(file) || file.length <= LONGEST_GLOB,
    `a glob has at most ${LONGEST_GLOB} characters`,
  ).optional().openapi({
    description: "Jobs with a file of this path: a prefix, or a glob with `*`, `?` and `[…]` of " +
      `${LONGEST_GLOB} characters at most.`,
    example: "models/*.sql",
  }),
});

export function jobSearch(
  { since, until, label, ...rest }: z.infer<typeof JobSearchFields>,
): JobSearch {
  return {
    ...rest,
    labels: label,
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  };
}
