/** docs/errors.md, from the table of errors. */
import { ERRORS } from "../../src/errors.ts";

export function errorsPage(): string {
  const rows = Object.entries(ERRORS).sort(([a, x], [b, y]) =>
    x.status - y.status || (a < b ? -1 : 1)
  ).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);
  return `# Errors

Generated from \`src/errors.ts\` by \`deno task generate\`.

Every error is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`code\`, \`detail\`, \`request_id\`, and \`errors[{path, message}]\` for the fields that are wrong. 429 and 503 carry \`Retry-After\`. The same codes stand in \`error.code\` of jobs, tasks and attempts, beside \`worker_lost\` (the worker that ran it is gone).

| code | status | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
}
