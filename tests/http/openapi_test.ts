import assert from "node:assert/strict";
import { asset, pages } from "../../src/http/routes/pages.ts";
import { ROUTES } from "../../src/http/routes/mod.ts";
import { openService } from "../support/service.ts";
import { DOCUMENT, type Document } from "../support/documented.ts";

/** Pages for people, which the document of the API leaves out. */
const PAGES = new Set([
  ...[asset, ...pages].map(({ path }) => path),
  "/",
  "/docs",
  "/docs/{asset}",
]);

Deno.test("the OpenAPI document is 3.1 and served as JSON", async () => {
  await using service = await openService();
  const document = await service.get<Document>("/openapi.json");
  assert.match(document.openapi, /^3\.1\./);
  assert.deepEqual(document.components.securitySchemes, {
    bearer: { type: "http", scheme: "bearer" },
    session: { type: "apiKey", in: "cookie", name: "lintel_session" },
  });
  assert.deepEqual(document, JSON.parse(JSON.stringify(DOCUMENT)));
});

Deno.test("every route is in the document, and nothing that is no route", () => {
  const documented = Object.entries(DOCUMENT.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
  );
  const routes = ROUTES.filter(({ path }) => !PAGES.has(path))
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(documented.toSorted(), routes.toSorted());
});

Deno.test("every operation has a summary, a success and problems of one shape", () => {
  for (const [path, operations] of Object.entries(DOCUMENT.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method} ${path}`;
      assert.ok(operation.summary, name);
      const statuses = Object.keys(operation.responses);
      assert.ok(statuses.some((s) => s.startsWith("2")), name);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        if (Number(status) < 400 || path === "/api/v1/health/ready") continue;
        assert.deepEqual(content, {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        }, `${name} ${status}`);
      }
    }
  }
});

Deno.test("every reference in the document leads somewhere", () => {
  const text = JSON.stringify(DOCUMENT);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((m) => m[1]!);
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(DOCUMENT.components.schemas[name], name);
});
