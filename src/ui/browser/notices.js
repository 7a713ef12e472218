// @ts-check
/** Short messages at the edge of the page, and questions before something is done. */
import { Problem } from "./api.js";
import { byId, fill, h } from "./dom.js";
import { t } from "./i18n.js";

/** Milliseconds that a message stays. */
const STAYS = 6000;

/**
 * @param {string} text
 * @param {"info" | "error"} [kind]
 */
export function notify(text, kind = "info") {
  const close = () => element.remove();
  const element = h(
    "div",
    { class: `notice notice-${kind}` },
    h("span", {}, text),
    h("button", { type: "button", class: "quiet", "aria-label": t("close"), onclick: close }, "×"),
  );
  byId("notices").append(element);
  if (kind === "info") setTimeout(close, STAYS);
}

/**
 * What an error says to a reader.
 * @param {unknown} error
 */
export function explain(error) {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t("error.no_answer");
  if (error.code === "not_ours") return t("error.not_ours");
  if (error.code === "forbidden") return `${t("error.forbidden")} ${error.message}`;
  return error.message;
}

/** @param {unknown} error */
export function notifyError(error) {
  notify(explain(error), "error");
}

/**
 * Asks before something is done; whether to do it.
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.text]
 * @param {string} question.action what the button says that does it
 * @param {string} [question.leave] what the button says that does not
 * @param {boolean} [question.danger]
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, action, leave = t("cancel"), danger = false }) {
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "question" },
      h("h2", { id: "question" }, title),
      text === undefined ? null : h("p", {}, text),
      h(
        "div",
        { class: "dialog-actions" },
        h("button", { type: "button", onclick: () => end(false) }, leave),
        h("button", {
          type: "button",
          class: danger ? "danger" : "primary",
          autofocus: true,
          onclick: () => end(true),
        }, action),
      ),
    );
    dialog.addEventListener("cancel", () => end(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * Where a list has nothing to show, or could not be read.
 * @param {string} title
 * @param {import("./dom.js").Child[]} more
 */
export function empty(title, ...more) {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), ...more);
}

/**
 * Where what a page is about could not be loaded: in `place`, or, where there is no such thing, in
 * place of the whole page, of which nothing would mean anything.
 * @param {unknown} error
 * @param {Element} place
 * @param {{ href: string, label: string }} others where there are others of its kind
 */
export function pageFailed(error, place, { href, label }) {
  if (!(error instanceof Problem) || error.status !== 404) {
    fill(place, failed(error, () => location.reload()));
    return;
  }
  const main = byId("main");
  // Hidden and not removed: the page's keys and events go on to look for their elements.
  for (const each of main.children) if (each instanceof HTMLElement) each.hidden = true;
  main.append(
    h(
      "div",
      { class: "empty", role: "alert" },
      h("h1", { class: "empty-title" }, t("error.missing")),
      h("p", {}, explain(error)),
      h("p", {}, h("a", { href }, label)),
    ),
  );
}

/**
 * @param {unknown} error
 * @param {() => void} [again]
 */
export function failed(error, again) {
  return h(
    "div",
    { class: "empty empty-error", role: "alert" },
    h("p", { class: "empty-title" }, t("error.title")),
    h("p", {}, explain(error)),
    again === undefined ? null : h("button", { type: "button", onclick: again }, t("error.again")),
  );
}
