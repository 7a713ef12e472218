// @ts-check
/** The keys of a page: pages add theirs, `?` shows them all. */
import { t } from "./i18n.js";

/**
 * @typedef {object} KeyBinding
 * @property {string} key as a key press names it
 * @property {string} label
 * @property {(event: KeyboardEvent) => void} [run]
 */

/** @type {KeyBinding[]} */
const bindings = [];

/** @param {KeyBinding[]} more */
export function addKeys(...more) {
  bindings.push(...more);
}

/**
 * `/` goes to the filter of the page.
 * @param {() => HTMLElement} field brings it into view, where it is not
 */
export function addFilterKey(field) {
  addKeys({
    key: "/",
    label: t("keys.filter"),
    run: (event) => {
      // Or the slash would be typed into it.
      event.preventDefault();
      field().focus();
    },
  });
}

/** @returns {KeyBinding[]} */
export function keys() {
  return [...bindings, { key: "?", label: t("keys.show") }];
}
