import assert from "node:assert/strict";
import { secretsKeyText } from "../../src/config/secrets_key.ts";
import { loadSettings, SettingsError } from "../../src/config/load.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);

Deno.test("keys are read by their ids, from a list or from lines, in base64 or in its form for URLs", () => {
  const [one, two] = [bytes(0xfb).toBase64(), bytes(0xff).toBase64({ alphabet: "base64url" })];
  assert.match(two, /_/);
  const keys = secretsKeyText.parse(` 2026:${one} ,\n old-1:${two.replace("=", "")}\n`);
  assert.deepEqual(keys, [{ id: "2026", key: bytes(0xfb) }, { id: "old-1", key: bytes(0xff) }]);
  assert.deepEqual(secretsKeyText.parse(""), []);
});

Deno.test("a key that is no key stops the start, and is not shown", () => {
  const good = bytes(1).toBase64();
  const cases: [string, RegExp][] = [
    [good, /takes id:key with a key of 32 bytes as base64 \(entry 1\)$/],
    [`a:${good},b:${bytes(1).subarray(1).toBase64()}`, /32 bytes as base64 \(entry 2\)$/],
    [`a b:${good}`, /\(entry 1\)$/],
    [`${"x".repeat(33)}:${good}`, /\(entry 1\)$/],
    [`a:${good}:b`, /\(entry 1\)$/],
    [`a:${good},a:${good}`, /takes each id once; "a" is there twice \(entry 2\)$/],
  ];
  for (const [SECRETS_KEY, fault] of cases) {
    const environment = (name: string) => name === "SECRETS_KEY" ? SECRETS_KEY : undefined;
    assert.throws(() => loadSettings(environment), (error) => {
      assert.ok(error instanceof SettingsError);
      assert.equal(error.faults.length, 1);
      assert.match(error.faults[0]!, /^SECRETS_KEY: /);
      assert.match(error.faults[0]!, fault);
      return !error.message.includes(good.slice(0, 20));
    });
  }
});
