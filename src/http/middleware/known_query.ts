/**
 * Refuses a query that says what its route does not read: a mistyped filter that is passed over
 * answers with everything, and looks like an answer to what was asked.
 */
import { type RouteConfig, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { type FieldError, LintelError } from "../../errors.ts";
import { nearest } from "../../text/nearest.ts";
import type { Env } from "../env.ts";

/** What clients add whose caches would answer otherwise: jQuery and its like send the time by it. */
const CACHE_BUSTER = "_";

/** Names of an object's fields; none where there is no schema. */
function namesOf(schema: unknown): string[] {
  if (schema === undefined) return [];
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  throw new TypeError("a query and a JSON body that a route documents are objects");
}

/** Throws `unknown_parameter` with every parameter of the query that `request` does not have. */
export function knownQuery(request: RouteConfig["request"]): MiddlewareHandler<Env> {
  const names = namesOf(request?.query);
  const known = new Set([...names, CACHE_BUSTER]);
  const json = request?.body?.content["application/json"];
  const ofBody = new Set(json !== undefined && "schema" in json ? namesOf(json.schema) : []);
  return async (c, next) => {
    const { url } = c.req;
    const at = url.indexOf("?");
    if (at !== -1) {
      const given = new Set(new URLSearchParams(url.slice(at)).keys());
      const fields = [...given.difference(known)].map((path): FieldError => ({
        path,
        message: ofBody.has(path) ? IN_BODY : unknown(path, names),
      }));
      const [first] = fields;
      if (first !== undefined) {
        throw new LintelError("unknown_parameter", `${first.path}: ${first.message}`, { fields });
      }
    }
    await next();
  };
}

const IN_BODY = "is not taken in the query: say it in a JSON body or as a field of a form";

function unknown(name: string, names: readonly string[]): string {
  const near = name === "" ? undefined : nearest(name, names);
  if (near !== undefined) return `there is no such parameter; did you mean ${near}?`;
  return names.length === 0
    ? "this path takes no parameters"
    : `there is no such parameter; this path takes ${names.join(", ")}`;
}
