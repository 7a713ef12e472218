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
