import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { FILES } from "../../src/ui/files.ts";
import { assets, PAGES } from "../../src/ui/mod.ts";
import { MESSAGES } from "../../src/ui/messages/mod.ts";
import { openService } from "../support/service.ts";
import { problemOf } from "../support/problem.ts";

const UI = fileURLToPath(new URL("../../src/ui/", import.meta.url));

async function* files(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* files(path);
    else yield path;
  }
}

Deno.test("every browser module is served under its own path", async () => {
  const folder = `${UI}browser`;
  const modules = (await Array.fromAsync(files(folder))).filter((path) => path.endsWith(".js"));
  assert.ok(modules.length > 10);
  for (const path of modules) {
    const name = path.slice(folder.length + 1);
    assert.equal(FILES[name], await Deno.readTextFile(path), `${name} is not in files.ts`);
    assert.match(await Deno.readTextFile(path), /^\/\/ @ts-check\n/, `${name} is not type-checked`);
  }
});

Deno.test("every style sheet is part of the one that pages load", async () => {
  const sheet = String(FILES["lintel.css"]);
  for await (const path of files(`${UI}styles`)) {
    if (path.endsWith(".css")) assert.ok(sheet.includes(await Deno.readTextFile(path)), path);
  }
});

Deno.test("every module that a page starts is there, with all that it imports", async () => {
  const all = await assets();
  for (const page of PAGES) {
    const names = [...all.closure(page.modules), ...page.scripts ?? [], ...page.styles ?? []];
    for (const name of names) assert.ok(await all.find(name), `${page.path}: ${name}`);
  }
  assert.ok(all.closure(["pages/try.js"]).includes("sql/paint.js"));
});

Deno.test("no browser module makes markup of text", async () => {
  const writes = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/;
  for await (const path of files(`${UI}browser`)) {
    assert.doesNotMatch(await Deno.readTextFile(path), writes, path);
  }
});

Deno.test("texts of every language take the same values", () => {
  const values = (message: string | { one: string; other: string }) => {
    const text = typeof message === "string" ? message : message.other;
    return [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!).toSorted();
  };
  for (const key of Object.keys(MESSAGES.en) as (keyof typeof MESSAGES.en)[]) {
    assert.deepEqual(values(MESSAGES.zh[key]), values(MESSAGES.en[key]), key);
  }
});

Deno.test("an asset is kept for ever under the path of its content, and compressed", async () => {
  await using service = await openService();
  const all = await assets();
  const path = all.url("lintel.css");
  const headers = { "Accept-Encoding": "gzip, br" };
  const response = await service.request("GET", path, { headers });
  assert.equal(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  assert.equal(response.headers.get("Content-Encoding"), "gzip");
  const tag = response.headers.get("ETag")!;
  await response.body?.cancel();
  const same = await service.request("GET", path, { headers: { "If-None-Match": tag } });
  assert.deepEqual([same.status, await same.text()], [304, ""]);
  const plain = await service.request("GET", path);
  assert.equal(plain.headers.get("Content-Encoding"), null);
  assert.match(await plain.text(), /color-scheme/);
});

Deno.test("a page of an older version gets today's files, not for ever", async () => {
  await using service = await openService();
  const response = await service.request("GET", "/assets/0000/shell.js");
  assert.deepEqual([response.status, response.headers.get("Cache-Control")], [200, "no-cache"]);
  await response.body?.cancel();
  for (const name of ["nothing.js", "__proto__", "..%2F..%2Fdeno.json"]) {
    await problemOf(await service.request("GET", `/assets/0000/${name}`), "route_not_found");
  }
});
