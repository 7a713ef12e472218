// @ts-check
/** Elements from data: what comes from outside is only ever put in as text, and nothing hides. */
import { printable } from "./printable.js";

/**
 * @typedef {import("./types.ts").Child} Child
 * @typedef {Record<string, unknown>} Properties
 */

/** Attributes that are shown or read out. */
const SHOWN = new Set(["title", "aria-label", "placeholder"]);

/**
 * Sets attributes; `on…` is a listener, `true` an attribute without a value, null and false none.
 * @param {Element} element
 * @param {Properties} properties
 */
export function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      const text = value === true ? "" : String(value);
      element.setAttribute(name, SHOWN.has(name) ? printable(text) : text);
    }
  }
}

/**
 * Text is put in as it may be shown; a node stays what it is.
 * @param {Node} parent
 * @param {readonly Child[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.appendChild(child);
    else if (typeof child === "object") append(parent, child);
    else parent.appendChild(document.createTextNode(printable(String(child))));
  }
}

/**
 * An element: `h("a", { href: "/", class: "brand" }, "Lintel")`.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  set(element, properties);
  append(element, children);
  return element;
}

/**
 * Text that is put in as it is: a file's own, which is marked by its offsets and copied.
 * @param {string} text
 */
export function verbatim(text) {
  return document.createTextNode(text);
}

const FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";

/**
 * Replaces what is inside an element. Where the focus was in it, it is given to what stands in the
 * same place, by its text or else by its order: who works by keys does not start over.
 * @param {Element} element
 * @param {Child[]} children
 */
export function fill(element, ...children) {
  const focused = document.activeElement;
  const had = focused !== null && focused !== element && element.contains(focused);
  const before = had ? [...element.querySelectorAll(FOCUSABLE)] : [];
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  element.replaceChildren(fragment);
  if (!had || focused === null) return;
  /** @param {Element[]} list */
  const alike = (list) => list.filter((each) => each.textContent === focused.textContent);
  const now = [...element.querySelectorAll(FOCUSABLE)];
  const next = alike(now)[alike(before).indexOf(focused)] ?? now[before.indexOf(focused)];
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}

/**
 * The element of the page with this id, which must be there.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return /** @type {T} */ (element);
}

/**
 * Whether a key press is meant for a field and not for the page.
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  return target instanceof HTMLElement &&
    (target.matches("input, textarea, select") || target.closest("dialog") !== null);
}
