/** What a submission says in the wrong place. */
import type { Context } from "hono";
import { LintelError } from "../errors.ts";
import type { Env } from "./env.ts";
import { Options } from "./schemas/submission.ts";

const NAMES = Object.keys(Options.shape);

/**
 * Throws `validation_failed` where the query says what only a body may: SQL that is linted as
 * something else than its sender meant, without a word, is worse than none. `taken` are options
 * that this query takes as well.
 */
export function refuseInQuery(c: Context<Env>, taken: readonly string[] = []): void {
  const fields = NAMES.filter((name) => !taken.includes(name) && c.req.query(name) !== undefined)
    .map((path) => ({
      path,
      message: "is not taken in the query: say it in a JSON body or as a field of a form",
    }));
  const [first] = fields;
  if (first === undefined) return;
  throw new LintelError("validation_failed", `${first.path} ${first.message}`, { fields });
}
