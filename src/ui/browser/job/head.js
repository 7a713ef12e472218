// @ts-check
/** What a job is and how far it is, at the head of its page. */
import { query } from "../api.js";
import { badge, findingCount, moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { duration, number, t } from "../i18n.js";
import { printable } from "../printable.js";
import { isOpen } from "./this_job.js";

/** @param {any} job */
export function showHead(job) {
  document.title = `${printable(job.file_name)} · Lintel`;
  fill(byId("title"), job.file_name);
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

/**
 * Fixes are offered once they can be had: at the end, where a file was linted and something found.
 * @param {any} job
 */
export function showFixes({ job_status, progress, error_count, warning_count }) {
  byId("fixes-button").hidden = isOpen(job_status) || progress.succeeded === 0 ||
    error_count + warning_count === 0;
}

/** @param {any} job */
export function showProgress({ progress, error_count, warning_count, error }) {
  const { total, pending, processing, succeeded, failed, cancelled } = progress;
  const linted = succeeded > 0;
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
      fact(t("errors"), findingCount(error_count, linted), error_count > 0 ? "fact-bad" : ""),
      fact(t("warnings"), findingCount(warning_count, linted)),
    ),
    error === null ? null : h("pre", { class: "text fault" }, `${error.code}: ${error.message}`),
  );
}
