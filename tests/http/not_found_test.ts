import assert from "node:assert/strict";
import { withoutSlash } from "../../src/http/not_found.ts";

/** A path that counts how often one of its characters is looked at. */
function counted(path: string): { path: string; looks: () => number } {
  let looks = 0;
  const counting = new Proxy(new String(path), {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) looks++;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { path: counting as unknown as string, looks: () => looks };
}

Deno.test("slashes at the end of a path are left out, and those within it are not", () => {
  const cases: [string, string | null][] = [
    ["/jobs/", "/jobs"],
    ["/jobs///", "/jobs"],
    ["/a//b/", "/a//b"],
    ["/jobs", null],
    ["///", null],
    ["", null],
  ];
  for (const [path, bare] of cases) assert.equal(withoutSlash(path), bare, path);
});

Deno.test("a path of slashes is looked at once, whether they are its end or not", () => {
  const slashes = "/".repeat(10_000);
  for (const path of [slashes, `${slashes}x`, `/x${slashes}`, `${slashes}x/`]) {
    const { path: counting, looks } = counted(path);
    withoutSlash(counting);
    assert.ok(looks() <= path.length + 1, `${looks()} of ${path.length}`);
    assert.ok(looks() > 0);
  }
});
