// @ts-check
/** Overview: how the service does, and how it did over the last hour, day or week. */
import { get, query } from "../api.js";
import { badge } from "../badges.js";
import { Chart } from "../chart.js";
import { byId, fill, h } from "../dom.js";
import { bytes, compact, duration, number, percent, t, word } from "../i18n.js";
import { Live } from "../live.js";
import { empty, failed } from "../notices.js";
import { table } from "../table.js";

const params = new URLSearchParams(location.search);
let range = params.get("range") ?? "day";
/** @type {HTMLInputElement} */
const project = byId("project");
// What was typed before this module came stays.
project.value ||= params.get("project") ?? "";

/** Milliseconds without a key after which what was typed is asked for. */
const PAUSE = 250;

/** A label whole; anything else is the name of a project. */
const LABEL = /^(?:project|team|branch):/;

/** What /trends is asked for. */
function asked() {
  const name = project.value.trim();
  const label = name === "" || LABEL.test(name) ? name : `project:${name}`;
  return query({ range, label });
}

const charts = {
  files: new Chart(byId("chart-files"), { kind: "bars" }),
  findings: new Chart(byId("chart-findings"), { kind: "lines" }),
  run: new Chart(byId("chart-run"), { kind: "lines", format: duration, clock: true }),
  wait: new Chart(byId("chart-wait"), { kind: "lines", format: duration, clock: true }),
  coverage: new Chart(byId("chart-coverage"), { kind: "lines", format: percent, share: true }),
  depth: new Chart(byId("chart-depth"), { kind: "lines", gaps: true, top: 4 }),
  oldest: new Chart(byId("chart-oldest"), {
    kind: "lines",
    format: duration,
    clock: true,
    gaps: true,
    top: 1000,
  }),
  verdicts: new Chart(byId("chart-verdicts"), { kind: "bars" }),
};

/**
 * @param {string} id
 * @param {string} value
 * @param {string | HTMLElement} [note]
 */
function tile(id, value, note = "") {
  fill(byId(`tile-${id}`), value);
  fill(byId(`note-${id}`), note);
}

/** @param {any[]} points @param {string} key */
function sum(points, key) {
  return points.reduce((total, point) => total + point[key], 0);
}

/** @param {any} trends */
function showTrends({ points, rules, bucket_seconds }) {
  const times = points.map((/** @type {any} */ p) => Date.parse(p.at) / 1000);
  const column = (/** @type {(p: any) => number | null} */ of) => points.map(of);
  charts.files.show(times, [
    {
      label: t("overview.linted"),
      values: column((p) => p.files - p.failed_files),
      colour: "accent",
    },
    { label: t("overview.failed"), values: column((p) => p.failed_files), colour: "error" },
  ]);
  charts.findings.show(times, [
    {
      label: t("overview.per_1000"),
      values: column((p) => p.findings_per_1000_lines),
      colour: "accent",
    },
  ]);
  for (const name of /** @type {const} */ (["run", "wait"])) {
    charts[name].show(times, [
      { label: "p50", values: column((p) => p[`${name}_ms`].p50), colour: "accent" },
      { label: "p95", values: column((p) => p[`${name}_ms`].p95), colour: "muted", dash: true },
    ]);
  }
  charts.verdicts.show(times, [
    { label: t("verdict.PASS"), values: column((p) => p.verdicts.PASS), colour: "good" },
    { label: t("verdict.FAIL"), values: column((p) => p.verdicts.FAIL), colour: "error" },
  ]);
  charts.coverage.show(times, [
    { label: t("overview.parsed"), values: column((p) => p.parse_coverage), colour: "accent" },
  ]);
  const [files, failedFiles, lines] = ["files", "failed_files", "lines"].map((key) =>
    sum(points, key)
  );
  const findings = sum(points, "findings");
  tile(
    "files",
    compact(files),
    failedFiles > 0 ? t("overview.of_failed", { count: failedFiles }) : t("overview.none_failed"),
  );
  tile(
    "findings",
    lines > 0 ? number((findings / lines) * 1000) : "–",
    t("overview.findings_of", { findings: compact(findings), lines: compact(lines) }),
  );
  byId("bucket").textContent = t("overview.bucket", { time: duration(bucket_seconds * 1000) });
  showRules(rules);
}

/** @param {any} trends as GET /trends/queues has them */
function showQueues({ queues }) {
  const times = queues[0].points.map((/** @type {any} */ p) => Date.parse(p.at) / 1000);
  const lines = (/** @type {(p: any) => number | null} */ of) =>
    queues.map((/** @type {any} */ { name, points }) => ({
      label: t(name === "sql_analysis" ? "files" : "overview.archives"),
      values: points.map(of),
      colour: name === "sql_analysis" ? "accent" : "muted",
      dash: name !== "sql_analysis",
    }));
  charts.depth.show(times, lines((p) => p.length_max));
  charts.oldest.show(
    times,
    lines((p) => p.oldest_age_seconds === null ? null : p.oldest_age_seconds * 1000),
  );
}

/** @param {any[]} rules */
function showRules(rules) {
  if (rules.length === 0) {
    fill(
      byId("rules"),
      empty(
        t("overview.no_rules"),
        h(
          "p",
          {},
          h("a", { href: "/try" }, t("nav.try")),
          " · ",
          h("a", { href: "/jobs" }, t("nav.jobs")),
        ),
      ),
    );
    return;
  }
  const most = Math.max(...rules.map((r) => r.findings));
  fill(
    byId("rules"),
    table(t("overview.rules"), [
      {
        label: t("rule"),
        cell: (r) =>
          ["PRS", "LXR", "TMP"].includes(r.code)
            ? r.code
            : h("a", { href: `/rules/${r.code}` }, r.code),
      },
      { label: t("nav.findings"), name: "number", cell: (r) => number(r.findings) },
      {
        label: t("overview.per_1000_short"),
        name: "number",
        cell: (r) => r.per_1000_lines === null ? "–" : number(r.per_1000_lines),
      },
      {
        label: "",
        name: "bar-cell",
        cell: (r) => {
          const bar = h("span", { class: "bar" });
          bar.style.inlineSize = `${Math.max(1, (r.findings / most) * 100)}%`;
          return bar;
        },
      },
    ], rules.slice(0, 10)),
  );
}

/**
 * What is said of the queues. That one is paused comes first: whoever looks for why nothing is done
 * looks here.
 * @param {any[]} queues @param {number} depth
 */
function queueNote(queues, depth) {
  const paused = queues.filter((q) => q.status === "paused").map((q) => word("queue", q.name));
  if (paused.length > 0) {
    const text = t("overview.paused", { names: paused.join(", ") });
    return h("a", { href: "/queues", class: "badge badge-warning" }, text);
  }
  const oldest = Math.max(0, ...queues.map((q) => q.oldest_age_seconds));
  return depth === 0 ? t("overview.idle") : t("overview.oldest", { age: duration(oldest * 1000) });
}

/** @param {any} monitoring */
function showNow({ workers, queues, online_workers }) {
  const depth = queues.reduce((/** @type {number} */ n, /** @type {any} */ q) => n + q.length, 0);
  tile("depth", number(depth), queueNote(queues, depth));
  const online = workers.filter((/** @type {any} */ w) => w.status !== "offline");
  const active = online.reduce(
    (/** @type {number} */ n, /** @type {any} */ w) => n + w.active_tasks,
    0,
  );
  tile("workers", number(online_workers), t("overview.active", { count: active }));
  fill(
    byId("workers"),
    online.length === 0
      ? empty(t("workers.none"), h("p", {}, t("workers.none.text")))
      : table(t("nav.workers"), [
        { label: t("worker"), cell: (w) => h("a", { href: "/workers" }, w.worker_name) },
        { label: t("status"), cell: (w) => badge("worker", w.status) },
        {
          label: t("workers.active"),
          name: "number",
          cell: (w) => `${w.active_tasks}/${w.concurrency}`,
        },
        { label: t("workers.total"), name: "number", cell: (w) => compact(w.total_tasks) },
      ], online.slice(0, 8)),
  );
}

/** @param {any} system */
function showSystem({ memory, nfs_storage, cpu }) {
  tile(
    "cpu",
    cpu.usage_percent === null ? "–" : percent(cpu.usage_percent / 100),
    t("overview.memory", { share: percent(memory.usage_percent / 100) }),
  );
  if (nfs_storage === null) tile("storage", "–");
  else {tile(
      "storage",
      percent(nfs_storage.usage_percent / 100),
      t("overview.free", { size: bytes(nfs_storage.free) }),
    );}
}

/** Workers and queues come by events; what happened over time is asked for as it goes on. */
const live = new Live(
  async (signal) => {
    return await Promise.all([
      get(`/trends${asked()}`, { signal }),
      get(`/trends/queues${query({ range })}`, { signal }),
      get("/monitoring/workers", { signal }),
      get("/monitoring/system", { signal }),
    ]);
  },
  10,
  {
    show: ([trends, waited, monitoring, system]) => {
      showTrends(trends);
      showQueues(waited);
      showNow(monitoring);
      showSystem(system);
    },
    onfail: (error) => fill(byId("rules"), failed(error, () => void live.now())),
    on: { workers: showNow },
    slow: 10,
  },
);

function showRange() {
  for (const link of document.querySelectorAll("#ranges a")) {
    const chosen = /** @type {HTMLElement} */ (link).dataset.value === range;
    if (chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  /** @type {HTMLAnchorElement} */ (byId("csv")).href = `/api/v1/trends${asked()}&format=csv`;
  /** @type {HTMLAnchorElement} */ (byId("csv-queues")).href = `/api/v1/trends/queues${
    query({ range, format: "csv" })
  }`;
}

byId("ranges").addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link?.dataset.value === undefined) return;
  event.preventDefault();
  range = link.dataset.value;
  changed();
});

function changed() {
  history.replaceState(null, "", query({ range, project: project.value.trim() }));
  showRange();
  void live.now();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
project.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(changed, PAUSE);
});
showRange();
void live.now();
