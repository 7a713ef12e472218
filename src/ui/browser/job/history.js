// @ts-check
/** What happened to a job, step by step, and what of its archive was left out. */
import { moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { bytes, dateTime, t } from "../i18n.js";
import { empty } from "../notices.js";

/** @param {any} job */
export function showHistory(job) {
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
  const count = job.skipped.reduce(
    (/** @type {number} */ sum, /** @type {any} */ each) => sum + (each.count ?? 1),
    0,
  );
  byId("count-skipped").textContent = count === 0 ? "" : String(count);
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
        [
          ...job.skipped.filter((/** @type {any} */ each) => each.count === undefined).slice(
            0,
            500,
          ),
          ...job.skipped.filter((/** @type {any} */ each) => each.count !== undefined),
        ].map((each) => h("tr", {}, h("td", {}, each.name), h("td", {}, each.reason))),
      ),
    ),
  );
}
