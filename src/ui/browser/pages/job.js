// @ts-check
/** One job: how far it is, what was found by rule, its files, its attempts, its reports. */
import { get, post, query, send } from "../api.js";
import { badge, findingColumns, reason } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { FilterField } from "../filters.js";
import { duration, percent, t } from "../i18n.js";
import { showFixes, showHead, showProgress } from "../job/head.js";
import { showHistory } from "../job/history.js";
import { showRelint } from "../job/relint.js";
import { showRules } from "../job/rules.js";
import { showStanding } from "../job/standing.js";
import { isOpen, path } from "../job/this_job.js";
import { addFilterKey } from "../keys.js";
import { Listing } from "../listing.js";
import { confirm, empty, notify, notifyError, pageFailed } from "../notices.js";
import { pathLink } from "../path_link.js";
import { may } from "../session.js";
import { tabs } from "../tabs.js";

const PAGE = 500;
/** Milliseconds after which a job is looked at again where its events cannot be had. */
const LOOK = 5000;

const field = new FilterField(byId("filter"), {
  label: t("job.filter"),
  placeholder: t("job.filter.placeholder"),
  keys: [
    {
      key: "status",
      label: t("status"),
      values: byId("filter").dataset.statuses?.split(" "),
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

/** Whether what it has was looked for. @param {any} task */
const linted = (task) => task.task_status === "SUCCESS" && task.outcome !== "skipped";

const listing = new Listing(byId("files"), {
  label: t("files"),
  name: "tasks",
  columns: [
    {
      label: t("file"),
      name: "task-name",
      cell: (task) => [
        pathLink(`/tasks/${task.task_id}`, task.file_name),
        task.task_status === "FAILURE" ? reason(task.error) : null,
      ],
    },
    {
      label: t("outcome"),
      name: "task-outcome",
      cell: (task) =>
        task.outcome === null ? badge("status", task.task_status) : badge("outcome", task.outcome),
    },
    ...findingColumns("task", linted),
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
  none: () => {
    const why = field.input.value.trim() !== ""
      ? t("job.files.none.match")
      : shown !== null && isOpen(shown.job_status)
      ? t("job.files.none.yet")
      : t("job.files.none.linted");
    return empty(t("job.files.none"), h("p", {}, why));
  },
});

/** @param {string} code */
function filesOf(code) {
  panes.show("files");
  field.add("rule", code);
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
  const open = isOpen(job.job_status);
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
  showFixes(job);
  showRules(job, filesOf);
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
  const open = shown !== null && isOpen(shown.job_status);
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
  events.addEventListener("error", () => {
    // A stream that broke is opened again by the browser; one that was refused is not.
    if (events?.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load().catch(notifyError), LOOK);
  });
  events.addEventListener("done", () => {
    clearTimeout(timer);
    void load().catch(notifyError);
  });
}

document.addEventListener("visibilitychange", follow);
const panes = tabs(byId("panes"), () => {});
addFilterKey(() => {
  panes.show("files");
  return field.input;
});
load().catch((error) => pageFailed(error, byId("files"), { href: "/jobs", label: t("nav.jobs") }));
