import assert from "node:assert/strict";
import { Webhook as Verifier } from "standardwebhooks";
import { newSecret, signedHeaders } from "../../src/workflow/webhooks/signature.ts";

const BODY = '{"type":"job.finished","data":{"file_name":"ü.sql"}}';
const NONE = { previous_secret: null, previous_until: null };

Deno.test("what is signed is verified by the library of Standard Webhooks, and by its secret alone", () => {
  const [secret, other] = [newSecret(), newSecret()];
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  const now = Date.now();
  const headers = signedHeaders({ secret, ...NONE }, "id-1", BODY, now);
  assert.deepEqual(new Verifier(secret).verify(BODY, headers), JSON.parse(BODY));
  assert.equal(headers["webhook-timestamp"], String(Math.floor(now / 1000)));
  assert.throws(() => new Verifier(other).verify(BODY, headers));
  assert.throws(() => new Verifier(secret).verify(`${BODY} `, headers));
  assert.throws(() => new Verifier(secret).verify(BODY, { ...headers, "webhook-id": "id-2" }));
  const old = signedHeaders({ secret, ...NONE }, "id-1", BODY, now - 3_600_000);
  assert.throws(() => new Verifier(secret).verify(BODY, old), /old/);
});

Deno.test("the example of the specification is signed as it says", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  const body = '{"test": 2432232314}';
  const at = 1614265330_000;
  const headers = signedHeaders({ secret, ...NONE }, id, body, at);
  assert.equal(headers["webhook-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

Deno.test("for a day after a change the secret before signs as well", () => {
  const [secret, previous_secret] = [newSecret(), newSecret()];
  const now = Date.now();
  const during = signedHeaders(
    { secret, previous_secret, previous_until: now + 1 },
    "a",
    BODY,
    now,
  );
  for (const each of [secret, previous_secret]) new Verifier(each).verify(BODY, during);
  const after = signedHeaders({ secret, previous_secret, previous_until: now }, "a", BODY, now);
  new Verifier(secret).verify(BODY, after);
  assert.throws(() => new Verifier(previous_secret).verify(BODY, after));
});
