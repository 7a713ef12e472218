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

/** @returns {KeyBinding[]} */
export function keys() {
  return [...bindings, { key: "?", label: t("keys.show") }];
}
