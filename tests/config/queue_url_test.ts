import assert from "node:assert/strict";
import { queueUrl, type RedisAddress } from "../../src/config/queue_url.ts";

const REDIS: RedisAddress = {
  scheme: "redis",
  host: "h",
  port: 6379,
  username: undefined,
  password: undefined,
  db: 0,
};

Deno.test("the address of a Redis gives host, port, account and database", () => {
  const cases: Record<string, RedisAddress> = {
    "redis://h": REDIS,
    "redis://h/": REDIS,
    "redis://h:6380/3": { ...REDIS, port: 6380, db: 3 },
    "rediss://u:p%40ss@h": { ...REDIS, scheme: "rediss", username: "u", password: "p@ss" },
    "redis://:secret@127.0.0.1": { ...REDIS, host: "127.0.0.1", password: "secret" },
    "redis://[::1]:7000": { ...REDIS, host: "::1", port: 7000 },
  };
  for (const [text, address] of Object.entries(cases)) {
    assert.deepEqual(queueUrl.parse(text), address, text);
  }
});

Deno.test("what is no such address is refused, without its password", () => {
  const wrong = ["redis:h", "redis://", "redis://:secret@", "redis://h/name", "redis://h?a=b"];
  wrong.push("redis://h:99999", "redis://:%zz@h", "redis://a,b", "amqp://h", "kv:", "kv:a b", "h");
  for (const text of wrong) {
    const { error } = queueUrl.safeParse(text);
    assert.match(error?.issues[0]?.message ?? "", /^takes kv:PATH or redis/, text);
    assert.doesNotMatch(JSON.stringify(error), /secret/);
  }
});
