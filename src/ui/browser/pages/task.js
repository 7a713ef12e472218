// @ts-check
/** One file: its source with the findings in place, the fix, and the attempts at it. */
import { get, post, send } from "../api.js";
import { badge, moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { dateTime, duration, number, percent, t } from "../i18n.js";
import { addKeys } from "../keys.js";
import { empty, failed, notify, notifyError, pageFailed } from "../notices.js";
import { printable } from "../printable.js";
import { ruleHelp } from "../rule_help.js";
import { may } from "../session.js";
import { toFragment } from "../share.js";
import { showDiff } from "../sql/diff_view.js";
import { SourceView } from "../sql/source_view.js";
import { tabs } from "../tabs.js";
import { VirtualList } from "../virtual.js";

/** @typedef {import("../../../lint/result.ts").LintResult} LintResult */
/** @typedef {import("../../../lint/result.ts").Violation} Violation */

const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const path = `/tasks/${encodeURIComponent(id)}`;

/** @type {readonly Violation[]} */
let found = [];
/** @type {SourceView | null} */
let view = null;
/** @type {VirtualList<HTMLButtonElement> | null} */
let list = null;
let current = -1;
let fileName = "";
/** @type {string | null} */
let source = null;

/** @param {any} task */
function showHead(task) {
  fileName = task.file_name;
  document.title = `${printable(fileName)} · Lintel`;
  fill(byId("title"), fileName);
  const { total, parsed } = task.statements;
  fill(
    byId("facts"),
    // Where both are “failed”, once is enough.
    task.outcome === "failed" ? null : badge("status", task.task_status),
    badge("outcome", task.outcome),
    task.error_count > 0 ? h("span", {}, t("count.errors", { count: task.error_count })) : null,
    task.warning_count > 0
      ? h("span", {}, t("count.warnings", { count: task.warning_count }))
      : null,
    total === 0 ? null : h("span", {}, t("task.parsed", { share: percent(parsed / total) })),
    task.duration_ms === null ? null : h("span", {}, duration(task.duration_ms)),
    h("a", { href: `/jobs/${task.job_id}` }, t("task.job")),
  );
}

/** @param {number} index */
function choose(index) {
  const violation = found[index];
  if (violation === undefined) return;
  current = index;
  view?.go(violation);
  list?.reveal(index);
  for (const [at, row] of list?.rows ?? []) row.classList.toggle("current", at === index);
  fill(byId("detail"), detail(violation));
  byId("position").textContent = t("finding.of", { index: index + 1, count: found.length });
  history.replaceState(null, "", `#L${violation.line}`);
}

/** @param {Violation} violation */
function detail({ code, name, description, line, severity }) {
  const noqa = `-- noqa: ${code}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(noqa);
      notify(t("noqa.copied", { noqa, line: String(line) }));
    } catch {
      notify(t("noqa.by_hand", { noqa, line: String(line) }));
    }
  };
  return h(
    "article",
    { class: "detail" },
    h(
      "header",
      {},
      h("span", { class: `badge badge-${severity === "error" ? "bad" : "warning"}` }, code),
      h("strong", {}, name),
      h("button", { type: "button", class: "small", onclick: copy }, t("noqa.copy")),
    ),
    h("p", {}, description),
    ruleHelp(code),
  );
}

/** @param {1 | -1} step */
function jump(step) {
  if (found.length > 0) choose((current + step + found.length) % found.length);
}

/** @param {LintResult} result */
function showFindings({ violations, notes }) {
  found = violations;
  byId("count-source").textContent = number(violations.length);
  const remarks = notes.length === 0
    ? null
    : h("ul", { class: "notes" }, notes.map((note) => h("li", {}, note)));
  fill(byId("remarks"), remarks);
  if (violations.length === 0) {
    fill(byId("findings"), empty(t("task.clean"), h("p", {}, t("try.clean.text"))));
    return;
  }
  list = new VirtualList(byId("findings"), {
    row: (index) => {
      const violation = /** @type {Violation} */ (found[index]);
      return h(
        "button",
        {
          type: "button",
          class: `row-finding finding-${violation.severity}${index === current ? " current" : ""}`,
          onclick: () => choose(index),
        },
        h("span", { class: "place" }, String(violation.line)),
        h("span", { class: "row-code" }, violation.code),
        h("span", { class: "row-text" }, violation.description),
      );
    },
  });
  list.reset(found.length);
}

/** The finding at the line that the address names, or the first. */
function start() {
  const line = Number(/^#L(\d+)$/.exec(location.hash)?.[1] ?? 0);
  const at = line === 0 ? 0 : found.findIndex((v) => v.line >= line);
  if (found.length > 0) choose(Math.max(at, 0));
}

/** @param {any[]} attempts @param {any} task */
function showAttempts(attempts, task) {
  const items = attempts.map((each) =>
    h(
      "li",
      { class: each.error === null ? "step" : "step step-bad" },
      h(
        "p",
        {},
        h("strong", {}, t("attempt", { number: each.attempt })),
        " ",
        moment(each.started_at),
      ),
      h(
        "p",
        { class: "muted" },
        `${dateTime(each.started_at)} · ${
          duration(Date.parse(each.finished_at) - Date.parse(each.started_at))
        } · ${each.worker_id}`,
      ),
      each.error === null
        ? null
        : h("pre", { class: "text" }, `${each.error.code}: ${each.error.message}`),
    )
  );
  const reason = task.error === null
    ? null
    : h("pre", { class: "text" }, `${task.error.code}: ${task.error.message}`);
  fill(
    byId("pane-attempts"),
    items.length === 0
      ? h("div", {}, reason ?? empty(t("attempts.none")))
      : h("ol", { class: "timeline" }, items),
  );
}

async function showFix() {
  const pane = byId("pane-fix");
  if (source === null || pane.childElementCount > 0) return;
  pane.setAttribute("aria-busy", "true");
  try {
    const fixed = await (await send("GET", `${path}/fixed`)).text();
    const box = h("div", {
      class: "diff",
      tabindex: "0",
      role: "group",
      "aria-label": t("diff.label"),
    });
    const said = h("p", { class: "muted" });
    const file = new Blob([fixed], { type: "application/sql" });
    const name = fileName.split("/").at(-1) || "fixed.sql";
    fill(
      pane,
      h(
        "div",
        { class: "pane-head" },
        said,
        h(
          "a",
          { class: "button", href: URL.createObjectURL(file), download: name },
          t("task.fixed"),
        ),
      ),
      box,
    );
    const { added, removed } = showDiff(box, source, fixed);
    said.textContent = t("diff.summary", { added, removed });
  } catch (error) {
    fill(
      pane,
      failed(error, () => {
        pane.replaceChildren();
        void showFix();
      }),
    );
  }
  pane.removeAttribute("aria-busy");
}

/** @param {any} task */
async function actions(task) {
  const retry = async () => {
    try {
      await post(`${path}/retry`, {});
      location.reload();
    } catch (error) {
      notifyError(error);
    }
  };
  const open = async () => {
    const { engine, dialect } = await get(`/jobs/${task.job_id}`);
    location.assign(`/try#${await toFragment({ sql: source, dialect, engine })}`);
  };
  const again = task.task_status === "FAILURE" && await may("submit");
  fill(
    byId("actions"),
    source === null ? null : h("button", { type: "button", onclick: open }, t("task.try")),
    again ? h("button", { type: "button", class: "primary", onclick: retry }, t("retry")) : null,
  );
}

async function load() {
  const task = await get(path);
  showHead(task);
  showAttempts(task.attempts, task);
  const [text, result] = await Promise.allSettled([
    send("GET", `${path}/source`).then((response) => response.text()),
    // One that failed has its reason and no result, which the browser would report as an error.
    task.error === null ? get(`${path}/result`) : Promise.reject(task.error),
  ]);
  if (text.status === "fulfilled") {
    source = text.value;
    const violations = result.status === "fulfilled" ? result.value.violations : [];
    view = new SourceView(byId("source"), text.value, violations, (v) => choose(found.indexOf(v)));
  } else fill(byId("source"), failed(text.reason));
  if (result.status === "fulfilled") showFindings(result.value);
  else {
    const why = task.error?.message ?? result.reason.message;
    fill(byId("findings"), empty(t("task.no_result"), h("p", {}, String(why))));
  }
  for (const id of ["previous", "next"]) byId(id).hidden = found.length === 0;
  start();
  await actions(task);
}

const panes = tabs(byId("panes"), (name) => {
  if (name === "fix") void showFix();
});
addKeys(
  { key: "n", label: t("keys.next"), run: () => jump(1) },
  { key: "p", label: t("keys.previous"), run: () => jump(-1) },
  {
    key: "f",
    label: t("keys.fix"),
    run: () => panes.show(panes.shown() === "fix" ? "source" : "fix"),
  },
);
byId("next").addEventListener("click", () => jump(1));
byId("previous").addEventListener("click", () => jump(-1));
load().catch((error) => pageFailed(error, byId("source"), { href: "/jobs", label: t("nav.jobs") }));
