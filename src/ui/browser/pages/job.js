// @ts-check
/** One job: how far it is, what was found by rule, its files, its attempts, its reports. */
import { get, post, query, send } from "../api.js";
import { badge, errorCount, moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { FilterField } from "../filters.js";
import { bytes, dateTime, duration, number, percent, t } from "../i18n.js";
import { addKeys } from "../keys.js";
import { Listing } from "../listing.js";
import { confirm, empty, explain, failed, notify, notifyError } from "../notices.js";
import { may } from "../session.js";
import { table } from "../table.js";
import { tabs } from "../tabs.js";

const PAGE = 500;
const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const path = `/jobs/${encodeURIComponent(id)}`;
const OPEN = new Set(["ACCEPTED", "PROCESSING"]);

/** Codes that are no rules: the text could not be read so far. */
const OWN = new Set(["PRS", "LXR", "TMP"]);

/** @param {string} code */
function ruleLink(code) {
  return h("a", { href: `/rules/${encodeURIComponent(code)}` }, code);
}

/** @param {any} job */
function showHead(job) {
  document.title = `${job.file_name} · Lintel`;
  byId("title").textContent = job.file_name;
  const ended = job.finished_at === null ? Date.now() : Date.parse(job.finished_at);
  fill(
    byId("facts"),
    badge("status", job.job_status),
    badge("verdict", job.verdict),
    h("span", {}, `${job.dialect} · ${job.engine}`),
    h("span", {}, t("job.submitted"), " ", moment(job.created_at)),
    job.started_at === null
      ? null
      : h("span", {}, t("job.took", { time: duration(ended - Date.parse(job.started_at)) })),
    Object.entries(job.labels ?? {}).map(([key, value]) =>
      h(
        "a",
        { class: "label", href: `/jobs${query({ filter: `label:${key}:${value}` })}` },
        `${key}:${value}`,
      )
    ),
  );
}

/** @param {any} job */
function showProgress({ progress, error_count, warning_count, error }) {
  const { total, pending, processing, succeeded, failed, cancelled } = progress;
  const part = (/** @type {string} */ name, /** @type {number} */ count) => {
    const element = h("span", { class: `part part-${name}` });
    element.style.flexGrow = String(count);
    return count === 0 ? null : element;
  };
  const fact = (
    /** @type {string} */ label,
    /** @type {string} */ value,
    /** @type {string} */ kind = "",
  ) => h("div", { class: `fact ${kind}` }, h("dt", {}, label), h("dd", {}, value));
  fill(
    byId("progress"),
    h(
      "div",
      {
        class: "parts",
        role: "img",
        "aria-label": t("job.progress", { done: succeeded + failed + cancelled, total }),
      },
      part("succeeded", succeeded),
      part("failed", failed),
      part("cancelled", cancelled),
      part("processing", processing),
      part("pending", total === 0 ? 1 : pending),
    ),
    h(
      "dl",
      { class: "facts-row" },
      fact(t("files"), number(total)),
      fact(t("job.succeeded"), number(succeeded)),
      fact(t("job.failed"), number(failed), failed > 0 ? "fact-bad" : ""),
      processing + pending > 0 ? fact(t("job.open"), number(processing + pending)) : null,
      cancelled > 0 ? fact(t("status.CANCELLED"), number(cancelled)) : null,
      fact(t("errors"), number(error_count), error_count > 0 ? "fact-bad" : ""),
      fact(t("warnings"), number(warning_count)),
    ),
    error === null ? null : h("pre", { class: "text fault" }, `${error.code}: ${error.message}`),
  );
}

/** @param {any} job */
function showRules({ summary: { by_rule, total } }) {
  const rules = Object.entries(by_rule).sort((a, b) => b[1] - a[1]);
  byId("count-rules").textContent = String(rules.length);
  if (rules.length === 0) {
    fill(byId("pane-rules"), empty(t("job.rules.none")));
    return;
  }
  const most = rules[0]?.[1] ?? 1;
  const rows = rules.map(([code, count]) => {
    const bar = h("span", { class: "bar" });
    bar.style.inlineSize = `${Math.max(1, (count / most) * 100)}%`;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, OWN.has(code) ? code : ruleLink(code)),
      h("td", { class: "number" }, number(count)),
      h("td", { class: "number muted" }, percent(count / total)),
      h("td", { class: "bar-cell" }, bar),
      h(
        "td",
        {},
        h(
          "button",
          { type: "button", class: "small", onclick: () => filesOf(code) },
          t("job.rules.files"),
        ),
      ),
    );
  });
  fill(
    byId("pane-rules"),
    h(
      "table",
      { class: "list" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("rule")),
          h("th", { scope: "col", class: "number" }, t("nav.findings")),
          h("th", { scope: "col", class: "number" }, t("share")),
          h("th", { scope: "col", "aria-label": t("share") }),
          h("th", { scope: "col", "aria-label": t("files") }),
        ),
      ),
      h("tbody", {}, rows),
    ),
  );
}

/** @param {any} job */
function showHistory(job) {
  const step = (
    /** @type {string} */ label,
    /** @type {string | null} */ at,
    /** @type {boolean} */ bad = false,
    /** @type {any} */ error = null,
  ) =>
    at === null ? null : h(
      "li",
      { class: bad ? "step step-bad" : "step" },
      h("p", {}, h("strong", {}, label), " ", moment(at)),
      h("p", { class: "muted" }, dateTime(at)),
      error === null ? null : h("pre", { class: "text" }, `${error.code}: ${error.message}`),
    );
  const attempts = job.attempts.map((/** @type {any} */ each) =>
    step(
      t("job.expansion", { number: each.attempt, worker: each.worker_id }),
      each.finished_at,
      each.error !== null,
      each.error,
    )
  );
  fill(
    byId("pane-history"),
    h(
      "ol",
      { class: "timeline" },
      step(t("job.step.submitted", { size: bytes(job.upload_bytes) }), job.created_at),
      step(t("job.step.started"), job.started_at),
      attempts,
      step(t("job.step.finished"), job.finished_at, job.job_status === "FAILED", job.error),
    ),
    job.notes.length === 0 ? null : h(
      "ul",
      { class: "notes" },
      job.notes.map((/** @type {string} */ note) => h("li", {}, note)),
    ),
  );
  byId("count-skipped").textContent = job.skipped.length === 0 ? "" : String(job.skipped.length);
  fill(
    byId("pane-skipped"),
    job.skipped.length === 0 ? empty(t("job.skipped.none")) : h(
      "table",
      { class: "list" },
      h(
        "thead",
        {},
        h("tr", {}, h("th", { scope: "col" }, t("file")), h("th", { scope: "col" }, t("reason"))),
      ),
      h(
        "tbody",
        {},
        job.skipped.slice(0, 500).map((/** @type {any} */ each) =>
          h("tr", {}, h("td", {}, each.name), h("td", {}, each.reason))
        ),
      ),
    ),
  );
}

const field = new FilterField(byId("filter"), {
  label: t("job.filter"),
  placeholder: t("job.filter.placeholder"),
  keys: [
    {
      key: "status",
      label: t("status"),
      values: ["PENDING", "PROCESSING", "SUCCESS", "FAILURE", "CANCELLED"],
    },
    {
      key: "outcome",
      label: t("outcome"),
      values: ["clean", "findings", "partly_parsed", "timed_out", "failed", "cancelled"],
    },
    { key: "rule", label: t("rule") },
    { key: "severity", label: t("severity"), values: ["error", "warning"] },
    { key: "file", label: t("file") },
  ],
  onchange: () => void listing.reload(),
});

const listing = new Listing(byId("files"), {
  label: t("files"),
  name: "tasks",
  columns: [
    {
      label: t("file"),
      name: "task-name",
      cell: (task) => h("a", { href: `/tasks/${task.task_id}` }, task.file_name),
    },
    {
      label: t("outcome"),
      name: "task-outcome",
      cell: (task) =>
        task.outcome === null ? badge("status", task.task_status) : badge("outcome", task.outcome),
    },
    {
      label: t("errors"),
      name: "task-errors",
      cell: (task) => errorCount(task.error_count),
    },
    { label: t("warnings"), name: "task-warnings", cell: (task) => number(task.warning_count) },
    {
      label: t("task.coverage"),
      name: "task-coverage",
      cell: ({ statements: { total, parsed } }) => total === 0 ? "–" : percent(parsed / total),
    },
    {
      label: t("time"),
      name: "task-time",
      cell: (task) => task.duration_ms === null ? "–" : duration(task.duration_ms),
    },
  ],
  load: async (cursor, signal) => {
    const { values, text } = field.filter;
    const one = (/** @type {string} */ key) => values[key]?.[0];
    const { tasks, next_cursor } = await get(
      `${path}/tasks${
        query({
          status: one("status"),
          outcome: one("outcome"),
          code: one("rule"),
          severity: one("severity"),
          file: one("file") ?? text,
          limit: PAGE,
          cursor,
        })
      }`,
      { signal },
    );
    return { rows: tasks, next: next_cursor };
  },
  href: (task) => `/tasks/${task.task_id}`,
  none: () => empty(t("job.files.none"), h("p", {}, t("job.files.none.text"))),
});

/** Findings that the job's baseline does not have. */
const fresh = new Listing(byId("fresh"), {
  label: t("job.fresh"),
  name: "fresh",
  columns: [
    {
      label: t("file"),
      name: "fresh-file",
      cell: (v) => h("a", { href: `/tasks/${v.task_id}#L${v.line}` }, `${v.file}:${v.line}`),
    },
    { label: t("rule"), name: "fresh-rule", cell: (v) => v.code },
    {
      label: t("rules.what"),
      name: "fresh-what",
      cell: (v) => h("span", { title: v.description }, v.description),
    },
  ],
  load: async (cursor, signal) => {
    const asked = query({ baseline_state: "new", limit: 200, cursor });
    const { violations, next_cursor } = await get(`${path}/violations${asked}`, { signal });
    return { rows: violations, next: next_cursor };
  },
  href: (v) => `/tasks/${v.task_id}#L${v.line}`,
  none: () => empty(t("job.fresh.none")),
});

/** @param {string} code */
function filesOf(code) {
  panes.show("files");
  field.add("rule", code);
}

/**
 * Asks what is to be otherwise, and lints the job's files again so.
 * @param {any} job
 */
function showRelint(job) {
  /** @type {HTMLDialogElement} */
  const dialog = byId("relint");
  const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
  field("relint-dialect").value = job.dialect;
  field("relint-engine").value = job.engine;
  byId("relint-fault").textContent = "";
  const list = (/** @type {string} */ id) => {
    const words = field(id).value.split(/[\s,]+/).filter((word) => word !== "");
    return words.length === 0 ? undefined : words;
  };
  byId("relint-submit").onclick = async () => {
    try {
      const { job_id } = await post(`${path}/relint`, {
        dialect: field("relint-dialect").value.trim() || undefined,
        engine: field("relint-engine").value || undefined,
        rules: list("relint-rules"),
        exclude_rules: list("relint-exclude"),
      });
      location.assign(`/jobs/${job_id}`);
    } catch (error) {
      byId("relint-fault").textContent = explain(error);
    }
  };
  dialog.showModal();
}

/** @param {any} job how it stands to its baseline, and to the job that it was made from */
async function showStanding({ baseline, relint_of, job_status }) {
  const element = byId("standing");
  if (baseline) {
    const { name, verdict, missing } = baseline;
    fill(
      element,
      h("a", { href: `/baselines${query({ filter: name })}` }, t("job.baseline", { name })),
      badge("verdict", verdict),
      missing ? h("span", {}, t("job.baseline.missing")) : h(
        "span",
        {},
        t("job.baseline.counts", {
          fresh: baseline.new ?? "–",
          unchanged: baseline.unchanged ?? "–",
          gone: baseline.gone ?? "–",
        }),
      ),
    );
  }
  if (baseline && baseline.new !== null) {
    byId("tab-fresh").hidden = false;
    byId("count-fresh").textContent = number(baseline.new);
    await fresh.reload();
  }
  if (!relint_of || OPEN.has(job_status)) return;
  const { total, rules, files, next_cursor } = await get(`${path}/difference?limit=200`);
  byId("tab-difference").hidden = false;
  byId("count-difference").textContent = number(total.new + total.gone);
  const columns = (/** @type {string} */ label, /** @type {(row: any) => any} */ cell) => [
    { label, cell },
    {
      label: t("difference.new"),
      name: "number",
      cell: (/** @type {any} */ row) => number(row.new),
    },
    {
      label: t("difference.gone"),
      name: "number",
      cell: (/** @type {any} */ row) => number(row.gone),
    },
    {
      label: t("difference.unchanged"),
      name: "number",
      cell: (/** @type {any} */ row) => number(row.unchanged),
    },
  ];
  const changed = rules.filter((/** @type {any} */ rule) => rule.new + rule.gone > 0);
  fill(
    byId("pane-difference"),
    h(
      "p",
      { class: "facts" },
      h("a", { href: `/jobs/${relint_of}` }, t("difference.against")),
      t("job.baseline.counts", { fresh: total.new, unchanged: total.unchanged, gone: total.gone }),
    ),
    changed.length === 0
      ? empty(t("difference.none"))
      : table(t("difference.rules"), columns(t("rule"), (row) => row.code), changed),
    files.length === 0 ? null : h("h2", { class: "between" }, t("files")),
    files.length === 0 ? null : table(
      t("files"),
      columns(
        t("file"),
        (row) =>
          row.task_id === null
            ? row.file_name
            : h("a", { href: `/tasks/${row.task_id}` }, row.file_name),
      ),
      files,
    ),
    next_cursor === null ? null : h("p", { class: "muted" }, t("difference.more")),
  );
}

/**
 * @param {string} label
 * @param {string} kind
 * @param {() => Promise<void>} run
 */
function button(label, kind, run) {
  return h("button", {
    type: "button",
    class: kind,
    onclick: () => void run().catch(notifyError),
  }, label);
}

/** @param {any} job */
async function showActions(job) {
  const [allowed, admin] = await Promise.all([may("submit"), may("admin")]);
  const open = OPEN.has(job.job_status);
  const again = !open && (job.progress.failed > 0 || job.job_status === "FAILED");
  const act = (/** @type {"cancel" | "retry"} */ what) => async () => {
    await post(`${path}/${what}`, {});
    notify(t(`job.${what}.done`));
    await load();
  };
  const remove = async () => {
    const sure = await confirm({
      title: t("job.delete.ask"),
      text: job.file_name,
      action: t("delete"),
      danger: true,
    });
    if (!sure) return;
    await send("DELETE", path);
    location.assign("/jobs");
  };
  fill(
    byId("actions"),
    allowed && open ? button(t("cancel"), "", act("cancel")) : null,
    allowed && again ? button(t("retry"), "primary", act("retry")) : null,
    allowed && !open ? button(t("relint"), "", async () => showRelint(job)) : null,
    admin && !open ? button(t("delete"), "", remove) : null,
  );
}

/** @type {any} */
let shown = null;

/** @param {any} job as GET /jobs/{id} has it */
function show(job) {
  showHead(job);
  showProgress(job);
  showRules(job);
  showHistory(job);
  if (shown === null || shown.job_status !== job.job_status) {
    void showActions(job);
    void showStanding(job).catch(notifyError);
  }
  shown = job;
}

async function load() {
  show(await get(path));
  await listing.reload();
  follow();
}

/** @type {EventSource | null} */
let events = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Follows a job that is open, for as long as the page is seen. */
function follow() {
  events?.close();
  events = null;
  const open = shown !== null && OPEN.has(shown.job_status);
  byId("following").hidden = !open;
  if (!open || document.hidden) return;
  events = new EventSource(`/api/v1${path}/events`);
  events.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    showHead({ ...shown, ...job });
    showProgress(job);
    clearTimeout(timer);
    timer = setTimeout(() => void listing.reload(), 1000);
  });
  events.addEventListener("done", () => {
    clearTimeout(timer);
    void load().catch(notifyError);
  });
}

document.addEventListener("visibilitychange", follow);
byId("relint-close").addEventListener("click", () => {
  /** @type {HTMLDialogElement} */ (byId("relint")).close();
});
const panes = tabs(byId("panes"), () => {});
addKeys({
  key: "/",
  label: t("keys.filter"),
  run: (event) => {
    event.preventDefault();
    panes.show("files");
    field.input.focus();
  },
});
load().catch((error) => fill(byId("files"), failed(error, () => location.reload())));
