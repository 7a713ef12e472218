/**
 * Prometheus as it is deployed, against a service that was loaded: configuration and rules are
 * what promtool takes, every alert fires and clears in its own test, and every panel of the
 * dashboard and every alert without its comparison gives data.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { freePort } from "../support/ports.ts";
import { Fleet, type Process } from "../support/processes.ts";
import { programs } from "../support/programs.ts";
import { until } from "../support/wait.ts";
import { zipOf } from "../support/archives.ts";

const DEPLOY = fileURLToPath(new URL("../../deploy/", import.meta.url));
const { missing } = programs(["prometheus", "promtool"]);

async function promtool(...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command("promtool", {
    args,
    cwd: `${DEPLOY}prometheus`,
  }).output();
  const decoder = new TextDecoder();
  assert.equal(code, 0, decoder.decode(stdout) + decoder.decode(stderr));
}

interface RuleFile {
  groups: { rules: { alert?: string; expr: string; annotations?: Record<string, string> }[] }[];
}

async function alerts() {
  const text = await Deno.readTextFile(`${DEPLOY}prometheus/rules/alerts.yml`);
  return (parse(text) as RuleFile).groups.flatMap((group) => group.rules);
}

/** What an alert compares, without what it compares it with. */
function withoutComparison(expr: string): string {
  const bare = expr.replace(/\s*[<>]=?\s*[\d.]+\s*$/, "");
  assert.notEqual(bare, expr, `${expr} compares nothing`);
  return bare;
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

async function panels(): Promise<Panel[]> {
  const text = await Deno.readTextFile(`${DEPLOY}grafana/dashboards/lintel.json`);
  return (JSON.parse(text) as { panels: Panel[] }).panels;
}

Deno.test({
  name: "promtool takes the rules, and each alert fires and clears in its test",
  ignore: missing,
  fn: async () => {
    await promtool("check", "rules", "rules/recording.yml", "rules/alerts.yml");
    await promtool("test", "rules", "tests/alerts_test.yml");
    const tests = await Deno.readTextFile(`${DEPLOY}prometheus/tests/alerts_test.yml`);
    for (const { alert } of await alerts()) {
      const cases = tests.match(new RegExp(`alertname: ${alert}\\b`, "g")) ?? [];
      assert.ok(cases.length >= 2, `${alert} is not seen to fire and to clear`);
    }
  },
});

Deno.test({
  name: "promtool takes the configuration of Prometheus",
  ignore: missing,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      // The token's file is where the container has it; promtool wants it to be there.
      const text = await Deno.readTextFile(`${DEPLOY}prometheus/prometheus.yml`);
      await Deno.writeTextFile(`${folder}/token`, "t\n");
      await Deno.symlink(`${DEPLOY}prometheus/rules`, `${folder}/rules`);
      await Deno.writeTextFile(
        `${folder}/prometheus.yml`,
        text.replaceAll("/secrets/metrics_token", `${folder}/token`),
      );
      await promtool("check", "config", `${folder}/prometheus.yml`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("counters and processes are those of the instance that the dashboard is asked for", async () => {
  const text = await Deno.readTextFile(`${DEPLOY}grafana/dashboards/lintel.json`);
  const [variable] = (JSON.parse(text) as { templating: { list: Record<string, unknown>[] } })
    .templating.list;
  assert.deepEqual([variable?.name, variable?.allValue], ["instance", ".*"]);
  const own = /(rate|increase)\(|process_/;
  for (const { title, targets = [] } of await panels()) {
    for (const { expr } of targets) {
      assert.equal(expr.includes('instance=~"$instance"'), own.test(expr), `${title}: ${expr}`);
    }
  }
});

Deno.test("every alert links to a section of the operations guide", async () => {
  const guide = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));
  const anchors = new Set(
    [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!.toLowerCase().replace(/[^a-z0-9 -]/g, "").replaceAll(" ", "-")
    ),
  );
  for (const { alert, annotations } of await alerts()) {
    const [path, anchor = ""] = (annotations?.runbook_url ?? "").split("#");
    assert.equal(path, "docs/operations.md");
    assert.ok(anchors.has(anchor), `${alert}: there is no section #${anchor}`);
  }
});

/** Prometheus with the rules as deployed, finding its targets at the service. */
async function startPrometheus(
  fleet: Fleet,
  url: string,
  token: string,
): Promise<{ prometheus: string; process: Process }> {
  const folder = `${fleet.root}/prometheus`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/token`, token);
  const config = parse(await Deno.readTextFile(`${DEPLOY}prometheus/prometheus.yml`));
  config.global = { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" };
  config.rule_files = [`${DEPLOY}prometheus/rules/*.yml`];
  const [lintel] = config.scrape_configs;
  lintel.authorization.credentials_file = `${folder}/token`;
  lintel.http_sd_configs[0].authorization.credentials_file = `${folder}/token`;
  lintel.http_sd_configs[0].url = `${url}/api/v1/monitoring/targets`;
  lintel.http_sd_configs[0].refresh_interval = "1s";
  config.scrape_configs = [lintel];
  await Deno.writeTextFile(`${folder}/prometheus.yml`, stringify(config));
  const port = freePort();
  const process: Process = fleet.run("prometheus", [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const address = `http://127.0.0.1:${port}`;
  await until("Prometheus", async () => {
    try {
      const response = await fetch(`${address}/-/ready`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Not listening yet; where it ended, what it wrote says why.
      assert.ok(!/level=error/.test(process.stderr), process.stderr);
      return false;
    }
  });
  return { prometheus: address, process };
}

/** The values that an expression has now, NaN left out. */
async function values(prometheus: string, expr: string): Promise<number[]> {
  const query = expr.replaceAll("$__rate_interval", "1m").replaceAll("$instance", ".*");
  const response = await fetch(`${prometheus}/api/v1/query?${new URLSearchParams({ query })}`);
  const body = await response.json();
  assert.equal(body.status, "success", `${expr}: ${body.error}`);
  const found = (body.data.result as { value: [number, string] }[]).map((r) => Number(r.value[1]));
  return found.filter((n) => !Number.isNaN(n));
}

Deno.test({
  name: "each panel and each alert without its comparison gives data from a service under load",
  ignore: missing,
  fn: async () => {
    const token = "prometheus-0123456789";
    await using fleet = await Fleet.open({ API_TOKENS: `tests:${token}` });
    const { remote } = await fleet.start("web");
    await fleet.start("worker");
    const { prometheus, process } = await startPrometheus(fleet, remote.url, token);
    const headers = { authorization: `Bearer ${token}` };
    const expressions = [
      ...(await panels()).flatMap(({ title, targets = [] }) =>
        targets.map(({ expr }) => [`panel "${title}"`, expr] as const)
      ),
      ...(await alerts()).map((rule) =>
        [`alert ${rule.alert}`, withoutComparison(rule.expr)] as const
      ),
    ];
    assert.ok(expressions.length > 30, String(expressions.length));
    // Rates and quantiles need work between two scrapes: the load goes on until all have data.
    const waiting = new Map(expressions.map(([name, expr]) => [`${name}: ${expr}`, expr]));
    let round = 0;
    await until("data for every expression", async () => {
      const zip = await zipOf({
        "clean.sql": `SELECT a${round} FROM t\n`,
        "found.sql": `SELECT  a,b from t where c=${round}\n`,
        // A file in no encoding: the task fails.
        "binary.sql": new Uint8Array([0, 1, 2, 0, round++ % 256]),
      });
      const response = await fetch(`${remote.url}/api/v1/jobs?wait=10`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/zip" },
        body: zip,
      });
      assert.ok(response.ok, await response.text());
      await fetch(`${remote.url}/api/v1/jobs`, { headers }).then((r) => r.body?.cancel());
      for (const [name, expr] of waiting) {
        if ((await values(prometheus, expr)).length > 0) waiting.delete(name);
      }
      return waiting.size === 0;
    }).catch((error) => {
      const missing = [...waiting.keys()].join("\n");
      throw new Error(`no data for:\n${missing}\n${process.stderr.slice(-2000)}`, { cause: error });
    });
  },
});
