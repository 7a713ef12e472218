import assert from "node:assert/strict";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

interface QueueTrends {
  bucket_seconds: number;
  queues: {
    name: string;
    points: {
      at: string;
      samples: number;
      length_mean: number | null;
      length_max: number | null;
      oldest_age_seconds: number | null;
    }[];
  }[];
}

const MINUTE = 60_000;

Deno.test("what waited is told by time and queue, and nothing where nobody looked", async () => {
  await using service = await openService();
  const { services } = service;
  await services.store.trends.sample(services.now());
  service.advance(MINUTE);
  await service.submit("select 1");
  service.advance(MINUTE);
  await services.store.trends.sample(services.now());
  service.advance(MINUTE);
  const { bucket_seconds, queues } = await service.get<QueueTrends>(
    "/api/v1/trends/queues?range=hour",
  );
  assert.equal(bucket_seconds, 60);
  assert.deepEqual(queues.map(({ name }) => name), ["zip_processing", "sql_analysis"]);
  const { points } = queues[1]!;
  assert.equal(points.length, 60);
  const seen = points.slice(-4);
  assert.deepEqual(seen.map(({ samples }) => samples), [1, 0, 1, 0]);
  assert.deepEqual(seen.map(({ length_mean }) => length_mean), [0, null, 1, null]);
  const age = seen[2]!.oldest_age_seconds!;
  assert.ok(age >= 60 && age < 120, `${age} s`);
  for (const range of ["day", "week", "month"]) {
    const longer = await service.get<QueueTrends>(`/api/v1/trends/queues?range=${range}`);
    const found = longer.queues[1]!.points.filter(({ samples }) => samples > 0);
    assert.equal(found.reduce((sum, { samples }) => sum + samples, 0), 2);
    assert.equal(Math.max(...found.map(({ length_max }) => length_max!)), 1);
  }
});

Deno.test("trends are sent compressed to who takes that, and are the same", async () => {
  await using service = await openService();
  for (const path of ["/api/v1/trends", "/api/v1/trends/queues"]) {
    const plain = await service.request("GET", `${path}?range=week`);
    assert.equal(plain.headers.get("Content-Encoding"), null);
    assert.match(plain.headers.get("Vary") ?? "", /Accept-Encoding/);
    const text = await plain.text();
    const zipped = await service.request("GET", `${path}?range=week`, {
      headers: { "Accept-Encoding": "gzip, br" },
    });
    assert.equal(zipped.headers.get("Content-Encoding"), "gzip");
    const bytes = await zipped.bytes();
    assert.ok(bytes.length * 5 < text.length, `${bytes.length} bytes of ${text.length}`);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    assert.equal((await new Response(stream).text()).length, text.length);
  }
});

Deno.test("what waited comes as CSV, a line for each point of each queue", async () => {
  await using service = await openService();
  await service.services.store.trends.sample(service.services.now());
  const response = await service.request("GET", "/api/v1/trends/queues?range=hour&format=csv");
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/csv/);
  assert.match(response.headers.get("Content-Disposition") ?? "", /queues\.csv/);
  const lines = (await response.text()).trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + 2 * 60);
  assert.equal(lines[0], "queue,at,samples,length_mean,length_max,oldest_age_seconds");
  assert.equal(lines.filter((line) => /^sql_analysis,.*Z,1,0,0,0$/.test(line)).length, 1);
  const problem = await service.request("GET", "/api/v1/trends/queues?range=year");
  await problemOf(problem, "validation_failed", ["range"]);
});
