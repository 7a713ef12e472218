// @ts-check
/** Linting the files of a job again under other options. */
import { post } from "../api.js";
import { nestedOf } from "../configuration.js";
import { byId } from "../dom.js";
import { formDialog } from "../form_dialog.js";
import { t } from "../i18n.js";
import { path } from "./this_job.js";

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));

/** Names between spaces or commas; undefined for none. @param {string} id */
function list(id) {
  const words = field(id).value.split(/[\s,]+/).filter((word) => word !== "");
  return words.length === 0 ? undefined : words;
}

const dialog = formDialog("relint", async () => {
  const text = field("relint-config").value;
  const said = text.trim() === "" ? null : await nestedOf(text);
  if (said !== null && said.unread.length > 0) {
    throw new Error(t("relint.unread", { keys: said.unread.join(", ") }));
  }
  const { job_id } = await post(`${path}/relint`, {
    dialect: field("relint-dialect").value.trim() || undefined,
    engine: field("relint-engine").value || undefined,
    rules: list("relint-rules"),
    exclude_rules: list("relint-exclude"),
    config: said?.config,
  });
  location.assign(`/jobs/${job_id}`);
});

/**
 * Asks what is to be otherwise, and lints the job's files again so.
 * @param {any} job
 */
export function showRelint(job) {
  field("relint-dialect").value = job.dialect;
  field("relint-engine").value = job.engine;
  dialog.open();
}
