import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { compileArguments, INCLUDED } from "../../scripts/compile.ts";
import { Fleet } from "../support/processes.ts";

const ROOT = new URL("../../", import.meta.url);

async function sources(folder = new URL("src/", ROOT)): Promise<URL[]> {
  const found: URL[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) found.push(...await sources(new URL(`${entry.name}/`, folder)));
    else found.push(new URL(entry.name, folder));
  }
  return found;
}

interface Graph {
  modules: { specifier: string }[];
}

/** What `deno compile` takes in by itself: everything that imports lead to from main.ts. */
async function graph(): Promise<Set<string>> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--frozen", fileURLToPath(new URL("src/main.ts", ROOT))],
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  return new Set(modules.map((m) => m.specifier));
}

Deno.test("everything the program opens at run time is in the compiled binary", async () => {
  const inside = await graph();
  for (const path of INCLUDED) inside.add(new URL(path, ROOT).href);
  for (const file of await sources()) {
    if (!file.pathname.endsWith(".ts")) {
      assert.ok(inside.has(file.href), `${file.pathname} is neither imported nor included`);
      continue;
    }
    const text = await Deno.readTextFile(file);
    const uses = text.match(/\bimport\.meta\.(?!main\b)\w+/g) ?? [];
    const targets = [...text.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)];
    assert.equal(targets.length, uses.length, `${file.pathname}: a path nobody can follow`);
    for (const [, target] of targets) {
      assert.ok(inside.has(new URL(target!, file).href), `${file.pathname}: ${target}`);
    }
    const dynamic = text.match(/(?:await|return|=>|[=(,])\s*import\((?!\s*")/g) ?? [];
    assert.deepEqual(dynamic, [], `${file.pathname}: an import that compiling cannot follow`);
  }
});

Deno.test("the service opens no file of its source: its permissions name only its data", async () => {
  await using fleet = await Fleet.open();
  const { remote } = await fleet.start("all");
  for (
    const path of ["/docs", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/openapi.json"]
  ) {
    const response = await remote.request("GET", path);
    assert.equal(response.status, 200, path);
    assert.ok((await response.text()).length > 100, path);
  }
  for (const path of ["/api/v1/rules", "/api/v1/rules/LT01", "/api/v1/dialects"]) {
    await remote.get(path);
  }
});

Deno.test("the binary is built from main.ts with no permission to call foreign code or fetch modules", () => {
  const words = compileArguments();
  assert.equal(words.at(-1), "src/main.ts");
  assert.ok(words.includes("--no-prompt") && words.includes("--frozen"));
  for (const broad of ["-A", "--allow-all", "--allow-ffi", "--allow-import"]) {
    assert.ok(!words.some((w) => w.startsWith(broad)), broad);
  }
});
