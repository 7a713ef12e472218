// @ts-check
/** Linting the files of a job again under other options. */
import { post } from "../api.js";
import { byId } from "../dom.js";
import { explain } from "../notices.js";
import { path } from "./this_job.js";

/**
 * Asks what is to be otherwise, and lints the job's files again so.
 * @param {any} job
 */
export function showRelint(job) {
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

byId("relint-close").addEventListener("click", () => {
  /** @type {HTMLDialogElement} */ (byId("relint")).close();
});
