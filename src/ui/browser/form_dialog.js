// @ts-check
/** Fields in a dialog, as `FormDialog` of the pages' parts makes it: opened, sent, closed. */
import { byId } from "./dom.js";
import { explain } from "./notices.js";

/** Fields in which Enter means that all is said; elsewhere it has a meaning of its own. */
const LINES = "input:not([type=checkbox], [type=file])";

/**
 * @param {string} name of its parts
 * @param {(close: () => void) => Promise<void>} send what was said. What it throws is shown in the
 *   dialog, which stays open
 * @returns {{ open: () => void }}
 */
export function formDialog(name, send) {
  const fault = byId(`${name}-fault`);
  /** @type {HTMLDialogElement | null} */
  const dialog = fault.closest("dialog");
  if (dialog === null) throw new Error(`#${name}-fault is in no dialog`);
  const close = () => dialog.close();
  let busy = false;
  const submit = async () => {
    // What is pressed twice is sent once.
    if (busy) return;
    busy = true;
    fault.textContent = "";
    try {
      await send(close);
    } catch (error) {
      fault.textContent = explain(error);
    }
    busy = false;
  };
  byId(`${name}-close`).addEventListener("click", close);
  byId(`${name}-submit`).addEventListener("click", () => void submit());
  dialog.addEventListener("keydown", (event) => {
    // Enter that ends the writing of a Chinese word is none of ours.
    if (event.key !== "Enter" || event.isComposing) return;
    if (!(event.target instanceof Element) || !event.target.matches(LINES)) return;
    event.preventDefault();
    void submit();
  });
  return {
    open() {
      fault.textContent = "";
      dialog.showModal();
    },
  };
}
