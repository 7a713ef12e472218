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
      if (request.status < 300) return resolve(answer);
      const detail = answer?.detail ?? request.statusText;
      reject(new Problem(answer?.code ?? "", request.status, detail));
    };
    request.send(form);
  });
}

/** @param {string} id */
function field(id) {
  return /** @type {HTMLInputElement} */ (byId(id)).value.trim();
}

/** Labels as `project:shop`; what has no value is sent without one, and refused with the reason. */
function labels() {
  const words = field("upload-labels").split(/[\s,]+/).filter((word) => word !== "");
  return Object.fromEntries(words.map((word) => {
    const [key = "", ...value] = word.split(":");
    return [key, value.join(":")];
  }));
}

/** What is sent beside each file. @returns {Record<string, string>} */
function options() {
  const given = {
    dialect: field("upload-dialect"),
    engine: field("upload-engine"),
    labels: field("upload-labels") === "" ? "" : JSON.stringify(labels()),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** @param {File} file */
function rowOf(file) {
  return h(
    "li",
    {},
    h("span", { class: "upload-name" }, file.name),
    h("span", { class: "muted" }, bytes(file.size)),
    h("progress", { max: 1, value: 0, "aria-label": file.name }),
  );
}

class UploadForm {
  /** @param {(job_id: string, only: boolean) => void} ondone */
  constructor(ondone) {
    this.ondone = ondone;
    /** @type {HTMLDialogElement} */
    this.dialog = byId("upload");
    this.submit = /** @type {HTMLButtonElement} */ (byId("upload-submit"));
    /** @type {{ file: File, row: HTMLElement }[]} */
    this.chosen = [];
    this.busy = false;
  }

  /** @param {File[]} files */
  open(files) {
    if (this.busy) return;
    this.choose(files);
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** @param {File[]} files */
  choose(files) {
    this.chosen = files.map((file) => ({ file, row: rowOf(file) }));
    fill(byId("upload-list"), this.chosen.map(({ row }) => row));
    this.submit.disabled = files.length === 0;
  }

  /**
   * Sends one file after the other. Where one was refused the form stays open and keeps it: the
   * reason is most often in another field, and files cannot be put into a form by a script.
   */
  async start() {
    this.busy = true;
    this.submit.disabled = true;
    const fields = options();
    const only = this.chosen.length === 1;
    const refused = [];
    for (const each of this.chosen) {
      try {
        await this.send(each.file, each.row, fields, only);
      } catch (error) {
        refused.push(each);
        this.fail(each.row, error);
      }
    }
    this.chosen = refused;
    this.busy = false;
    this.submit.disabled = refused.length === 0;
    if (refused.length === 0) this.dialog.close();
  }

  /**
   * @param {File} file
   * @param {HTMLElement} row
   * @param {Record<string, string>} fields
   * @param {boolean} only whether it was chosen alone
   */
  async send(file, row, fields, only) {
    row.classList.remove("upload-failed");
    row.querySelector(".upload-fault")?.remove();
    const bar = row.querySelector("progress");
    const { job_id } = await send(file, fields, (share) => {
      if (bar) bar.value = share;
      row.setAttribute("title", percent(share));
    });
    if (bar) bar.value = 1;
    row.append(h("a", { href: `/jobs/${job_id}` }, t("upload.sent")));
    this.ondone(job_id, only);
  }

  /**
   * @param {HTMLElement} row
   * @param {unknown} error
   */
  fail(row, error) {
    row.classList.add("upload-failed");
    const text = error instanceof Error ? error.message : String(error);
    row.append(h("span", { class: "upload-fault" }, text));
    if (this.chosen.length === 1) notifyError(error);
  }
}

/** Files that are dropped anywhere on the page. @param {(files: File[]) => void} ondrop */
function takeDropped(ondrop) {
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
    ondrop(dropped);
  });
}

/**
 * Brings the form of the page to life.
 * @param {(job_id: string, only: boolean) => void} ondone after each file; whether it was the only one
 */
export function uploads(ondone) {
  const form = new UploadForm(ondone);
  /** @type {HTMLInputElement} */
  const input = byId("upload-files");
  byId("upload-open").addEventListener("click", () => form.open([]));
  byId("upload-close").addEventListener("click", () => form.dialog.close());
  input.addEventListener("change", () => form.choose([...input.files ?? []]));
  form.submit.addEventListener("click", () => void form.start());
  takeDropped((files) => form.open(files));
}
