/** Errors as `application/problem+json` (RFC 9457). */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type ErrorCode, type ErrorKind, ERRORS, type FieldError, LintelError } from "../errors.ts";
import { log } from "../observability/log.ts";
import type { Env } from "./env.ts";
import { fieldMessage, NO_NUMBER, shown } from "./field_messages.ts";

z.config({ customError: fieldMessage });

const logger = log("http");

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
}).openapi("Problem");

/** The body of the answer to an error. */
export function problemBody(error: LintelError, request_id: string): z.infer<typeof Problem> {
  const { title, status, detail = error.message }: ErrorKind = ERRORS[error.code];
  return {
    type: `urn:lintel:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail,
    request_id,
    errors: error.fields.map(({ path, message }) => ({ path, message })),
  };
}

/** The answer to an error. `headers` win over those that the error itself asks for. */
export function problem(
  c: Context<Env>,
  error: LintelError,
  headers: Record<string, string> = {},
): Response {
  const body = problemBody(error, c.get("requestId") ?? "");
  const retry: Record<string, string> = error.retryAfter === undefined
    ? {}
    : { "Retry-After": String(error.retryAfter) };
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "Content-Type": "application/problem+json", ...retry, ...headers },
  });
}

/** Any thrown value as an error of the table; what is not foreseen is logged and is a 500. */
export function toLintelError(error: unknown): LintelError {
  if (error instanceof LintelError) return error;
  if (error instanceof HTTPException) {
    const code: ErrorCode = error.status === 400
      ? "malformed_json"
      : error.status === 413
      ? "payload_too_large"
      : "invalid_request";
    return new LintelError(code, error.message || ERRORS[code].title);
  }
  return new LintelError("internal", ERRORS.internal.detail, { cause: error });
}

export function handleError(error: Error, c: Context<Env>): Response {
  const known = toLintelError(error);
  const event = c.get("event");
  if (event !== undefined) event.code = known.code;
  if (known.status >= 500) {
    logger.error("request failed", {
      request_id: c.get("requestId"),
      code: known.code,
      error: known,
    });
  }
  const headers = known.code === "unauthorized" ? { "WWW-Authenticate": "Bearer" } : {};
  return problem(c, known, headers as Record<string, string>);
}

/** The texts that were given for a name, where they are read as something else. */
type Given = (name: string) => string[] | undefined;

/** A text that could not be read as a number is no longer in the issue. */
function withText(message: string, texts: string[] = []): string {
  if (message !== NO_NUMBER || texts.length === 0) return message;
  return texts.length > 1 ? `is given ${texts.length} times` : `${message}, not ${shown(texts[0])}`;
}

/** What zod found wrong, as fields. */
export function fieldErrors(error: z.ZodError, given: Given = () => undefined): FieldError[] {
  return error.issues.map(({ path, message }) => {
    const name = path.map(String).join(".");
    return { path: name || "(body)", message: withText(message, given(name)) };
  });
}

/** Throws `validation_failed` with every field that is wrong. */
export function refuseInvalid(error: z.ZodError, given?: Given): never {
  const fields = fieldErrors(error, given);
  const first = fields[0];
  throw new LintelError(
    "validation_failed",
    first === undefined ? "The request is not valid." : `${first.path}: ${first.message}`,
    { fields },
  );
}

type Problems<S extends number> = {
  [K in S]: {
    description: string;
    content: { "application/problem+json": { schema: typeof Problem } };
  };
};

/** The `responses` entries of an endpoint's problems, for the OpenAPI document. */
export function problems<const S extends readonly number[]>(...statuses: S): Problems<S[number]> {
  const entries = statuses.map((status) => {
    const titles = Object.values(ERRORS).filter((e) => e.status === status).map((e) => e.title);
    return [status, {
      description: titles.join("; ") || "Refused",
      content: { "application/problem+json": { schema: Problem } },
    }];
  });
  return Object.fromEntries(entries) as Problems<S[number]>;
}
