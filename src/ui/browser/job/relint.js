// @ts-check
/** Linting the files of a job again under other options. */
import { post } from "../api.js";
import { nestedOf } from "../configuration.js";
import { byId } from "../dom.js";
import { t } from "../i18n.js";
import { explain } from "../notices.js";
import { path } from "./this_job.js";

/** @param {string} text what is wrong with what was asked for */
function say(text) {
  byId("relint-fault").textContent = text;
}

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
  say("");
  const list = (/** @type {string} */ id) => {
    const words = field(id).value.split(/[\s,]+/).filter((word) => word !== "");
    return words.length === 0 ? undefined : words;
  };
  byId("relint-submit").onclick = async () => {
    try {
      const text = field("relint-config").value;
      const said = text.trim() === "" ? null : await nestedOf(text);
      if (said !== null && said.unread.length > 0) {
        say(t("relint.unread", { keys: said.unread.join(", ") }));
        return;
      }
      const { job_id } = await post(`${path}/relint`, {
        dialect: field("relint-dialect").value.trim() || undefined,
        engine: field("relint-engine").value || undefined,
        rules: list("relint-rules"),
        exclude_rules: list("relint-exclude"),
        config: said?.config,
      });
      location.assign(`/jobs/${job_id}`);
    } catch (error) {
      say(explain(error));
    }
  };
  dialog.showModal();
}

byId("relint-close").addEventListener("click", () => {
  /** @type {HTMLDialogElement} */ (byId("relint")).close();
});
