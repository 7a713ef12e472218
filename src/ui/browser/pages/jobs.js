// @ts-check
/** Jobs: filtered by words, uploaded by drag and drop, acted on all at once. */
import { get, query } from "../api.js";
import { badge, findingColumns, moment, reason } from "../badges.js";
import { bulkActions } from "../bulk.js";
import { byId, h } from "../dom.js";
import { FilterField } from "../filters.js";
import { number, t } from "../i18n.js";
import { addFilterKey } from "../keys.js";
import { Listing } from "../listing.js";
import { Live } from "../live.js";
import { empty } from "../notices.js";
import { pathLink } from "../path_link.js";
import { may } from "../session.js";
import { uploads } from "../upload.js";

const PAGE = 100;

/** Whether it is a whole label, as the service takes it. @param {string} text */
const isLabel = (text) => /^[a-z][a-z0-9_.-]{0,31}:.*\S$/.test(text);
/** @param {string} text */
const isTime = (text) => !Number.isNaN(Date.parse(text));

/** @type {string[]} suggestions, which come when they come */
const dialects = [];
/** @type {string[]} */
const rules = [];
/** @param {string[]} list @param {any[]} items @param {string} field */
const take = (list, items, field) => list.push(...items.map((item) => item[field]));
get("/dialects").then((answer) => take(dialects, answer.dialects, "name")).catch(() => undefined);
get("/rules").then((answer) => take(rules, answer.rules, "code")).catch(() => undefined);

const field = new FilterField(byId("filter"), {
  label: t("jobs.filter"),
  placeholder: t("jobs.filter.placeholder"),
  keys: [
    { key: "status", label: t("status"), values: byId("filter").dataset.statuses?.split(" ") },
    { key: "verdict", label: t("verdict"), values: ["PASS", "FAIL"] },
    { key: "dialect", label: t("dialect"), values: dialects, open: true },
    { key: "engine", label: t("engine"), values: ["native", "sqlfluff"] },
    { key: "rule", label: t("rule"), values: rules, open: true },
    { key: "file", label: t("file") },
    { key: "label", label: t("label"), repeats: true, takes: isLabel },
    { key: "since", label: t("since"), takes: isTime },
    { key: "until", label: t("until"), takes: isTime },
  ],
  onchange: () => void listing.reload(),
});

/** A day, or a moment, as the API takes it. @param {string | undefined} text */
function time(text) {
  return text === undefined ? undefined : new Date(text).toISOString();
}

/** The filter as the query of GET /jobs. */
function asked() {
  const { values, text } = field.filter;
  const one = (/** @type {string} */ key) => values[key]?.[0];
  const parameters = new URLSearchParams(
    query({
      status: one("status"),
      verdict: one("verdict"),
      dialect: one("dialect"),
      engine: one("engine"),
      rule: one("rule"),
      file: one("file"),
      q: text,
      since: time(one("since")),
      until: time(one("until")),
    }),
  );
  for (const label of values.label ?? []) parameters.append("label", label);
  return parameters;
}

/** @param {any} job */
function progress({ progress: { total, succeeded, failed, cancelled }, job_status }) {
  const done = succeeded + failed + cancelled;
  const open = job_status === "ACCEPTED" || job_status === "PROCESSING";
  if (!open || total === 0) return number(total);
  return h(
    "span",
    { class: "job-progress" },
    h("progress", { max: total, value: done, "aria-label": t("progress") }),
    ` ${number(done)}/${number(total)}`,
  );
}

/** Whether some file of it was linted. @param {any} job */
const linted = (job) => job.progress.succeeded > 0;

/** @param {any} job */
function labels({ labels = {} }) {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return null;
  return h(
    "span",
    { class: "labels" },
    entries.map(([key, value]) =>
      h("button", {
        type: "button",
        class: "label",
        title: t("jobs.filter.label"),
        onclick: () => field.add("label", `${key}:${value}`),
      }, `${key}:${value}`)
    ),
  );
}

const listing = new Listing(byId("jobs"), {
  label: t("nav.jobs"),
  name: "jobs",
  columns: [
    {
      label: t("job"),
      name: "job-name",
      cell: (job) => [
        pathLink(`/jobs/${job.job_id}`, job.file_name),
        reason(job.error),
        labels(job),
      ],
    },
    { label: t("status"), name: "job-status", cell: (job) => badge("status", job.job_status) },
    { label: t("verdict"), name: "job-verdict", cell: (job) => badge("verdict", job.verdict) },
    { label: t("files"), name: "job-files", cell: progress },
    ...findingColumns("job", linted),
    {
      label: t("dialect"),
      name: "job-dialect",
      cell: (job) => job.engine === "native" ? job.dialect : `${job.dialect} (${job.engine})`,
    },
    { label: t("submitted"), name: "job-time", cell: (job) => moment(job.created_at) },
  ],
  load: async (cursor, signal) => {
    const parameters = asked();
    parameters.set("limit", String(PAGE));
    if (cursor !== null) parameters.set("cursor", cursor);
    const { jobs, next_cursor } = await get(`/jobs?${parameters}`, { signal });
    return { rows: jobs, next: next_cursor };
  },
  href: (job) => `/jobs/${job.job_id}`,
  none: () =>
    field.input.value.trim() === ""
      ? empty(
        t("jobs.none"),
        h("p", {}, t("jobs.none.text")),
        h("p", {}, h("a", { href: "/try" }, t("nav.try"))),
      )
      : empty(
        t("jobs.none.match"),
        h("button", { type: "button", onclick: () => field.clear() }, t("filter.clear")),
      ),
});

bulkActions(
  byId("bulk"),
  () => ({ query: asked(), faults: field.filter.faults }),
  () => void listing.reload(),
);

// Events tell of the newest jobs; an older one that is tried again shows at the next load.
const live = new Live(
  async (signal) => {
    // Who reads further down is not thrown back to the top by a new job.
    if (listing.box.scrollTop === 0 || listing.rows.length === 0) await listing.reload(signal);
  },
  5,
  { again: ["jobs"], slow: 30 },
);

uploads((job_id, only) => {
  if (only) location.assign(`/jobs/${job_id}`);
  else void listing.reload();
});
void may("submit").then((allowed) => byId("upload-open").hidden = !allowed);
addFilterKey(() => field.input);
void live.now();
