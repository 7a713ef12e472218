/** Two web processes behind nginx, with the configuration that deploy/nginx ships. */
import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { Fleet, type Serving } from "../support/processes.ts";
import { findProgram, programs } from "../support/programs.ts";
import { Remote } from "../support/remote.ts";
import { freePort } from "../support/ports.ts";
import { until } from "../support/wait.ts";

const { missing } = programs(["nginx"]);
const SHIPPED = new URL("../../deploy/nginx/lintel.conf", import.meta.url);
const NAME = "lintel.example.com";

/** The shipped server, without TLS, on `port`, before these web processes. */
async function configuration(folder: string, port: number, webs: Serving[]): Promise<string> {
  const servers = webs.map(({ remote }) =>
    `server ${new URL(remote.url).host} max_fails=3 fail_timeout=5s;`
  );
  const text = (await Deno.readTextFile(SHIPPED))
    .replace(/server 127\.0\.0\.1:8000[^\n]*/, servers.join("\n    "))
    .replace("listen 443 ssl", `listen 127.0.0.1:${port}`)
    .replace(/^\s*ssl_certificate.*\n/gm, "")
    .replace("least_conn;", "");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) =>
    `${name}_temp_path ${folder}/${name};`
  );
  return `daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log stderr;\n` +
    `events {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${text}\n}\n`;
}

interface Proxied {
  fleet: Fleet;
  webs: Serving[];
  remote: Remote;
}

async function withProxy(test: (proxied: Proxied) => Promise<void>): Promise<void> {
  await using fleet = await Fleet.open({ ALLOWED_HOSTS: NAME, TRUSTED_PROXIES: "127.0.0.1" });
  const webs = [await fleet.start("web"), await fleet.start("web")];
  await fleet.start("worker");
  const folder = `${fleet.root}/nginx`;
  await Deno.mkdir(folder);
  const port = freePort();
  await Deno.writeTextFile(`${folder}/nginx.conf`, await configuration(folder, port, webs));
  const nginx = fleet.run(findProgram("nginx")!, ["-p", folder, "-c", `${folder}/nginx.conf`]);
  const remote = new Remote(`http://127.0.0.1:${port}`);
  await until("nginx", async () => {
    try {
      const response = await fetch(`${remote.url}/api/v1/health`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      assert.doesNotMatch(nginx.stderr, /\[emerg\]/);
      return false;
    }
  });
  await test({ fleet, webs, remote });
}

/** Events as they come: the text of each chunk, and when it came. */
async function* chunks(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) yield decoder.decode(chunk, { stream: true });
}

Deno.test({
  name: "events of a job come through nginx one by one, while the job still runs",
  ignore: missing,
  fn: () =>
    withProxy(async ({ remote }) => {
      const pause = "/api/v1/monitoring/queues/sql_analysis/control?action=";
      await (await remote.request("POST", `${pause}pause`)).body?.cancel();
      const job_id = await remote.submit("select 1\n");
      const response = await fetch(`${remote.url}/api/v1/jobs/${job_id}/events`);
      assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
      const events = chunks(response);
      // The first tells how the job stands: it is here before anything has been done.
      const first = await events.next();
      assert.match(String(first.value), /ACCEPTED/);
      await (await remote.request("POST", `${pause}resume`)).body?.cancel();
      let text = "";
      for await (const chunk of events) text += chunk;
      assert.match(text, /COMPLETED/);
    }),
});

Deno.test({
  name:
    "an upload of nearly 256 MB goes through nginx, and one that is larger is refused as Lintel does",
  ignore: missing,
  fn: () =>
    withProxy(async ({ remote, fleet }) => {
      const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0, useWebWorkers: false });
      await writer.add("q.sql", new Uint8ArrayReader(new TextEncoder().encode("SELECT 1\n")));
      const part = new Uint8Array(16 * 1024 * 1024);
      for (let i = 0; i < 15; i++) await writer.add(`${i}.bin`, new Uint8ArrayReader(part));
      const zip = await writer.close();
      assert.ok(zip.length > 240 * 1024 * 1024, String(zip.length));
      const job = await remote.ended(await remote.submit(zip));
      assert.equal(job.job_status, "COMPLETED");
      assert.equal(job.progress.succeeded, 1);
      // nginx kept no copy of it: what it buffers to disk would lie in its folder.
      assert.deepEqual([...Deno.readDirSync(`${fleet.root}/nginx/client_body`)], []);

      const larger = new Uint8Array(257 * 1024 * 1024);
      larger.set(zip);
      const response = await fetch(`${remote.url}/api/v1/jobs`, {
        method: "POST",
        headers: { "content-type": "application/zip" },
        body: larger,
      });
      const problem = await response.json();
      assert.equal(response.status, 413);
      assert.equal(problem.code, "payload_too_large");
    }),
});

Deno.test({
  name: "a page that was loaded through nginx may act, on whichever port it listens",
  ignore: missing,
  fn: () =>
    withProxy(async ({ remote }) => {
      const send = (origin: string) =>
        fetch(`${remote.url}/api/v1/jobs`, {
          method: "POST",
          headers: { "content-type": "application/sql", "origin": origin },
          body: "select 1\n",
        });
      const own = await send(remote.url);
      assert.equal(own.status, 202, await own.text());
      const foreign = await send("http://127.0.0.1:1");
      assert.equal(foreign.status, 403);
      await foreign.body?.cancel();
    }),
});

Deno.test({
  name: "an Idempotency-Key holds across both web processes, and both are asked",
  ignore: missing,
  fn: () =>
    withProxy(async ({ remote, webs }) => {
      const send = (url: string, sql: string) =>
        fetch(`${url}/api/v1/jobs`, {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": "deploy-7" },
          body: JSON.stringify({ sql_content: sql }),
        });
      const ids = new Set<string>();
      for (const url of [remote.url, remote.url, remote.url, ...webs.map((w) => w.remote.url)]) {
        const response = await send(url, "select 1\n");
        assert.equal(response.status, 202);
        ids.add((await response.json()).job_id);
      }
      assert.equal(ids.size, 1);
      const other = await send(remote.url, "select 2\n");
      assert.equal(other.status, 422);
      await other.body?.cancel();
      const asked = webs.map(({ process }) =>
        process.log().filter((line) => line.message === "request" && line.method === "POST").length
      );
      // One of each was ours, without the proxy.
      assert.ok(asked.every((count) => count > 1), asked.join());
    }),
});
