import assert from "node:assert/strict";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { type ErrorCode, ERRORS, isTransient, LintelError, messageOf } from "../../src/errors.ts";
import {
  fieldErrors,
  problemBody,
  problems,
  refuseInvalid,
  toLintelError,
} from "../../src/http/problem.ts";

Deno.test("errors of the table stay what they are, foreign ones become internal", () => {
  const own = new LintelError("not_found", "gone");
  assert.equal(toLintelError(own), own);
  const foreign = toLintelError(new TypeError("secret"));
  assert.equal(foreign.code, "internal");
  assert.doesNotMatch(foreign.message, /secret/);
  assert.ok(foreign.cause instanceof TypeError);
});

Deno.test("where a message may name what is the service's own, callers are told another", () => {
  const hidden = Object.keys(ERRORS).filter((code) =>
    problemBody(new LintelError(code as ErrorCode, "/var/own"), "r").detail !== "/var/own"
  );
  const parts = ["engine", "store", "queue", "storage"].map((part) => `${part}_unavailable`);
  assert.deepEqual(hidden, ["internal", ...parts]);
});

Deno.test("errors of the framework become errors of the table", () => {
  const codes = ([400, 413, 418] as const).map((status) =>
    toLintelError(new HTTPException(status, { message: "no" })).code
  );
  assert.deepEqual(codes, ["malformed_json", "payload_too_large", "invalid_request"]);
});

Deno.test("what zod finds wrong becomes fields, and the first of them the detail", () => {
  const schema = z.object({ a: z.string(), b: z.object({ c: z.array(z.number()) }) });
  const { error } = schema.safeParse({ a: 1, b: { c: [1, "x"] } });
  assert.deepEqual(fieldErrors(error!).map((f) => f.path), ["a", "b.c.1"]);
  assert.throws(() => refuseInvalid(error!), { code: "validation_failed", message: /^a: / });
});

Deno.test("only errors that may pass by themselves ask to be repeated later", () => {
  for (const code of ["store_unavailable", "queue_full", "engine_unavailable"] as const) {
    assert.equal(new LintelError(code, "x").retryAfter, 5);
  }
  assert.equal(new LintelError("not_found", "x").retryAfter, undefined);
  assert.equal(new LintelError("queue_full", "x", { retryAfter: 30 }).retryAfter, 30);
});

Deno.test("every code has a status of an error and its title in the document", () => {
  for (const [code, { status, title }] of Object.entries(ERRORS)) {
    assert.ok(status >= 400 && status < 600, code);
    assert.ok(problems(status)[status]!.description.includes(title), code);
  }
  assert.equal(problems(418)[418].description, "Refused");
});

Deno.test("crashes and outages are transient; what a file does by itself is not", () => {
  for (const code of ["worker_lost", "engine_failed", "store_unavailable", "internal"]) {
    assert.ok(isTransient(code), code);
  }
  for (const code of ["timeout", "memory_limit", "undecodable", "invalid_config"]) {
    assert.ok(!isTransient(code), code);
  }
});

Deno.test("whatever is thrown has a message", () => {
  assert.equal(messageOf(new Error("a")), "a");
  assert.equal(messageOf("b"), "b");
  assert.equal(messageOf(undefined), "undefined");
});
