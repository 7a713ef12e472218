// @ts-check
/** Files that are dropped on the page, or chosen, become jobs; each with its progress. */
import { byId, fill, h } from "./dom.js";
import { bytes, percent, t } from "./i18n.js";
import { notifyError } from "./notices.js";
import { Problem } from "./api.js";

/**
 * @param {File} file
 * @param {Record<string, string>} fields
 * @param {(share: number) => void} onprogress
 * @returns {Promise<{ job_id: string }>}
 */
function send(file, fields, onprogress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file, file.name);
    // Only this tells how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/jobs");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onprogress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new Problem("no_answer", 0, ""));
    request.onload = () => {
      const answer = request.response;
      if (request.status < 300) resolve(answer);
      else {reject(
          new Problem(answer?.code ?? "", request.status, answer?.detail ?? request.statusText),
        );}
    };
    request.send(form);
  });
}

/**
 * Brings the form of the page to life.
 * @param {(job_id: string, only: boolean) => void} ondone after each file; whether it was the only one
 */
export function uploads(ondone) {
  /** @type {HTMLDialogElement} */
  const dialog = byId("upload");
  /** @type {HTMLInputElement} */
  const input = byId("upload-files");
  const list = byId("upload-list");
  const submit = /** @type {HTMLButtonElement} */ (byId("upload-submit"));
  /** @type {File[]} */
  let files = [];
  let busy = false;

  const show = (/** @type {File[]} */ chosen) => {
    files = chosen;
    fill(
      list,
      files.map((file) =>
        h(
          "li",
          {},
          h("span", { class: "upload-name" }, file.name),
          h("span", { class: "muted" }, bytes(file.size)),
          h("progress", { max: 1, value: 0, "aria-label": file.name }),
        )
      ),
    );
    submit.disabled = files.length === 0;
  };
  const open = (/** @type {File[]} */ chosen) => {
    if (busy) return;
    show(chosen);
    if (!dialog.open) dialog.showModal();
  };
  const field = (/** @type {string} */ id) =>
    /** @type {HTMLInputElement} */ (byId(id)).value.trim();

  const labels = () => {
    const pairs = field("upload-labels").split(/[\s,]+/).filter((word) => word.includes(":"));
    return Object.fromEntries(pairs.map((word) => {
      const colon = word.indexOf(":");
      return [word.slice(0, colon), word.slice(colon + 1)];
    }));
  };

  const start = async () => {
    busy = true;
    submit.disabled = true;
    /** @type {Record<string, string>} */
    const fields = {};
    if (field("upload-dialect") !== "") fields.dialect = field("upload-dialect");
    if (field("upload-engine") !== "") fields.engine = field("upload-engine");
    if (Object.keys(labels()).length > 0) fields.labels = JSON.stringify(labels());
    const bars = [...list.querySelectorAll("progress")];
    let faults = 0;
    for (const [i, file] of files.entries()) {
      const bar = bars[i];
      const row = bar?.parentElement;
      try {
        const { job_id } = await send(file, fields, (share) => {
          if (bar) bar.value = share;
          row?.setAttribute("title", percent(share));
        });
        if (bar) bar.value = 1;
        row?.append(h("a", { href: `/jobs/${job_id}` }, t("upload.sent")));
        ondone(job_id, files.length === 1);
      } catch (error) {
        faults++;
        row?.classList.add("upload-failed");
        row?.append(
          h("span", { class: "upload-fault" }, error instanceof Error ? error.message : ""),
        );
        if (files.length === 1) notifyError(error);
      }
    }
    busy = false;
    if (faults === 0) dialog.close();
  };

  byId("upload-open").addEventListener("click", () => open([]));
  byId("upload-close").addEventListener("click", () => dialog.close());
  input.addEventListener("change", () => show([...input.files ?? []]));
  submit.addEventListener("click", () => void start());
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    const dropped = [...event.dataTransfer?.files ?? []];
    if (dropped.length === 0) return;
    event.preventDefault();
    open(dropped);
  });
}
