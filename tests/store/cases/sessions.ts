/** Sessions of browsers. */
import assert from "node:assert/strict";
import type { SessionRow } from "../../../src/store/port.ts";
import { type Case, T0 } from "../kit.ts";

function session(hash: string, expires_at: number): SessionRow {
  return {
    session_hash: hash.repeat(64),
    token_name: "ci ünï",
    token_proof: "f".repeat(64),
    created_at: T0,
    expires_at,
  };
}

export const sessionCases: Case[] = [
  {
    name: "a session is found until it expires or is ended, by its whole hash only",
    async run({ sessions }) {
      const [a, b] = [session("a", T0 + 100), session("b", T0 + 200)];
      await sessions.create(a);
      await sessions.create(b);
      assert.deepEqual(await sessions.get(a.session_hash, T0), a);
      assert.deepEqual(await sessions.get(a.session_hash, T0 + 99), a);
      assert.equal(await sessions.get(a.session_hash, T0 + 100), null);
      assert.equal(await sessions.get("A".repeat(64), T0), null);
      assert.equal(await sessions.get("a".repeat(63), T0), null);
      assert.equal(await sessions.end(b.session_hash), true);
      assert.equal(await sessions.end(b.session_hash), false);
      assert.equal(await sessions.get(b.session_hash, T0), null);
      await assert.rejects(sessions.create(a));
    },
  },
  {
    name: "sessions that have expired are pruned, and no others",
    async run({ sessions }) {
      for (const [hash, at] of [["1", 10], ["2", 20], ["3", 30]] as const) {
        await sessions.create(session(hash, T0 + at));
      }
      assert.equal(await sessions.prune(T0 + 20), 2);
      assert.equal(await sessions.prune(T0 + 20), 0);
      assert.notEqual(await sessions.get("3".repeat(64), T0), null);
      assert.equal(await sessions.get("2".repeat(64), T0), null);
    },
  },
];
