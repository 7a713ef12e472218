// @ts-check
/** How a job stands to its baseline, and to the job whose files it lints again. */
import { get, query } from "../api.js";
import { badge } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { number, t } from "../i18n.js";
import { Listing } from "../listing.js";
import { empty } from "../notices.js";
import { table } from "../table.js";
import { isOpen, path } from "./this_job.js";

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
    // A page looks into so many files and may be empty, with more behind it.
    for (;;) {
      const asked = query({ baseline_state: "new", limit: 200, cursor });
      const { violations, next_cursor } = await get(`${path}/violations${asked}`, { signal });
      if (violations.length > 0 || next_cursor === null) {
        return { rows: violations, next: next_cursor };
      }
      cursor = next_cursor;
    }
  },
  href: (v) => `/tasks/${v.task_id}#L${v.line}`,
  none: () => empty(t("job.fresh.none")),
});

/** @param {any} job how it stands to its baseline, and to the job that it was made from */
export async function showStanding({ baseline, relint_of, job_status }) {
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
  if (!relint_of || isOpen(job_status)) return;
  await showDifference(relint_of);
}

/** Files that differ which are shown: all of them are in the API's answers. */
const SHOWN = 200;

/** Counts the differences that were begun: of two at once the later is shown. */
let round = 0;

/**
 * Adds up the pages of the difference, and shows what is known of it after each.
 * @param {string} relint_of
 */
async function showDifference(relint_of) {
  const total = { new: 0, gone: 0, unchanged: 0 };
  /** @type {Map<string, any>} */
  const rules = new Map();
  /** @type {any[]} */
  const files = [];
  let listed = 0;
  const own = ++round;
  /** @type {string | null} */
  let cursor = null;
  for (;;) {
    /** @type {any} */
    const page = await get(`${path}/difference${query({ limit: SHOWN, cursor })}`);
    if (own !== round) return;
    addTo(total, page.total);
    for (const rule of page.rules) {
      const known = rules.get(rule.code);
      if (known === undefined) rules.set(rule.code, rule);
      else addTo(known, rule);
    }
    listed += page.files.length;
    files.push(...page.files.slice(0, SHOWN - files.length));
    cursor = page.next_cursor;
    const changed = [...rules.values()].filter((rule) => rule.new + rule.gone > 0);
    changed.sort((a, b) => a.code < b.code ? -1 : 1);
    byId("tab-difference").hidden = false;
    byId("count-difference").textContent = number(total.new + total.gone);
    fillDifference(relint_of, total, changed, files, cursor !== null, listed > files.length);
    if (cursor === null) return;
  }
}

/**
 * @param {any} sum
 * @param {any} change
 */
function addTo(sum, change) {
  for (const key of ["new", "gone", "unchanged"]) sum[key] += change[key];
}

/**
 * @param {string} relint_of
 * @param {any} total
 * @param {any[]} changed rules of which something is new or gone
 * @param {any[]} files
 * @param {boolean} goesOn whether more pages are still to be added
 * @param {boolean} more whether more files differ than are shown
 */
function fillDifference(relint_of, total, changed, files, goesOn, more) {
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
  fill(
    byId("pane-difference"),
    h(
      "p",
      { class: "facts" },
      h("a", { href: `/jobs/${relint_of}` }, t("difference.against")),
      t("job.baseline.counts", { fresh: total.new, unchanged: total.unchanged, gone: total.gone }),
    ),
    goesOn ? h("p", { class: "muted" }, t("difference.counting")) : null,
    changed.length === 0
      ? goesOn ? null : empty(t("difference.none"))
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
    more ? h("p", { class: "muted" }, t("difference.more")) : null,
  );
}
