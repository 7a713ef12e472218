/** Whatever single bytes are changed, a reader answers in one of its two ways. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { LintelError } from "../../src/errors.ts";
import type { ArchiveFormat } from "../../src/archive/port.ts";
import { collect, type Collected } from "./collect.ts";
import { tar, zip } from "./forge.ts";

const CONTENTS = ["select 1", "select a, b from t where c = 3", ""];
const ENTRIES = CONTENTS.map((data, i) => ({ name: `d/${i}.sql`, data }));

async function answer(format: ArchiveFormat, bytes: Uint8Array): Promise<Collected | null> {
  try {
    return await collect(format, bytes);
  } catch (error) {
    assert.ok(error instanceof LintelError, String(error));
    assert.equal(error.code, "invalid_archive");
    return null;
  }
}

function changed(bytes: Uint8Array, changes: readonly [at: number, value: number][]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, value] of changes) copy[at % copy.length] = value;
  return copy;
}

const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
  minLength: 1,
  maxLength: 3,
});

Deno.test("a ZIP file with changed bytes is refused, or gives only contents that it had", async () => {
  const whole = zip(ENTRIES);
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const found = await answer("zip", changed(whole, list));
      for (const [, text] of found?.files ?? []) assert.ok(CONTENTS.includes(text));
      for (const [name] of found?.files ?? []) assert.doesNotMatch(name, /(^|\/)\.\.(\/|$)|^\//);
    }),
    { numRuns: 400 },
  );
});

Deno.test("a TAR file with changed bytes is refused or read, never a crash", async () => {
  const whole = tar(ENTRIES);
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const found = await answer("tar", changed(whole, list));
      assert.ok(found === null || found.files.length + found.skipped.length <= ENTRIES.length);
    }),
    { numRuns: 200 },
  );
});

Deno.test("a compressed TAR file with changed bytes gives all it had or is refused", async () => {
  const whole = new Uint8Array(gzipSync(tar(ENTRIES)));
  // Bytes 4 to 9 of the gzip header (time, flags of the packer, its system) mean nothing here.
  const body = fc.array(fc.tuple(fc.integer({ min: 10, max: whole.length - 1 }), fc.nat(255)), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(body, async (list) => {
      const found = await answer("tar.gz", changed(whole, list));
      if (found !== null) assert.deepEqual(found.files.map(([, text]) => text), CONTENTS);
    }),
    { numRuns: 200 },
  );
});
