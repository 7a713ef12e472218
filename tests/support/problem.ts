/** Reading problem+json answers. */
import assert from "node:assert/strict";
import { type ErrorCode, ERRORS } from "../../src/errors.ts";

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  errors: { path: string; message: string }[];
}

/** The body of a problem, which must be whole and have this code; `paths` are those it names. */
export async function problemOf(
  response: Response,
  code: ErrorCode,
  paths?: readonly string[],
): Promise<ProblemBody> {
  const text = await response.text();
  assert.equal(response.headers.get("Content-Type"), "application/problem+json", text);
  const body = JSON.parse(text) as ProblemBody;
  assert.equal(body.code, code, text);
  assert.equal(response.status, ERRORS[code].status);
  assert.deepEqual(
    { type: body.type, title: body.title, status: body.status },
    { type: `urn:lintel:error:${code}`, title: ERRORS[code].title, status: response.status },
  );
  assert.ok(body.detail.length > 0);
  assert.equal(body.request_id, response.headers.get("X-Request-Id"));
  if (paths !== undefined) assert.deepEqual(body.errors.map((e) => e.path), paths);
  return body;
}
