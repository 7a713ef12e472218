// @ts-check
/**
 * A field of words `key:value` beside free text, with suggestions, kept in the address: what a
 * reader sees filtered can be sent to another.
 */
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";

/**
 * @typedef {object} FilterKey
 * @property {string} key
 * @property {string} label
 * @property {readonly string[]} [values] all there are; any value without it
 * @property {boolean} [open] whether it takes other values than these too
 * @property {(value: string) => boolean} [takes] whether a value is whole
 * @property {boolean} [repeats] whether it may stand more than once
 */

/**
 * @typedef {object} Filter
 * @property {Record<string, string[]>} values by key
 * @property {string} text what is no `key:value`
 * @property {string[]} faults what of it is not known
 */

const WORD = /(?:[^\s":]+:)?"[^"]*"?|\S+/g;

/** @param {string} word */
function unquoted(word) {
  return word.replace(/^"|"$/g, "");
}

/** A value as it stands in a filter. @param {string} value */
export function quoted(value) {
  return /\s/.test(value) ? `"${value}"` : value;
}

/**
 * @param {string} text
 * @param {readonly FilterKey[]} keys
 * @returns {Filter}
 */
export function parseFilter(text, keys) {
  /** @type {Filter} */
  const filter = { values: {}, text: "", faults: [] };
  const rest = [];
  for (const word of text.match(WORD) ?? []) {
    const colon = word.indexOf(":");
    const known = keys.find(({ key }) => key === word.slice(0, colon).toLowerCase());
    if (colon < 1 || known === undefined) {
      rest.push(unquoted(word));
      continue;
    }
    const given = unquoted(word.slice(colon + 1));
    if (given === "") continue;
    const free = known.values === undefined || known.open === true;
    const value = free
      ? known.takes?.(given) === false ? undefined : given
      : known.values?.find((each) => each.toLowerCase() === given.toLowerCase());
    if (value === undefined) {
      filter.faults.push(t("filter.unknown", { key: known.key, value: given }));
    } else if (known.repeats === true) (filter.values[known.key] ??= []).push(value);
    else filter.values[known.key] = [value];
  }
  filter.text = rest.join(" ");
  return filter;
}

/** Most suggestions that are shown at once. */
const MOST = 8;

export class FilterField {
  /**
   * @param {HTMLElement} element
   * @param {object} options
   * @param {readonly FilterKey[]} options.keys
   * @param {string} options.label
   * @param {string} options.placeholder
   * @param {(filter: Filter) => void} options.onchange
   */
  constructor(element, { keys, label, placeholder, onchange }) {
    this.keys = keys;
    this.onchange = onchange;
    this.chosen = -1;
    /** @type {string[]} */
    this.suggested = [];
    this.input = h("input", {
      type: "search",
      class: "filter-input",
      role: "combobox",
      "aria-label": label,
      "aria-expanded": "false",
      "aria-controls": "suggestions",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      placeholder,
      value: new URLSearchParams(location.search).get("filter") ?? "",
    });
    this.options = h("ul", {
      id: "suggestions",
      class: "suggestions",
      role: "listbox",
      "aria-label": label,
    });
    this.options.hidden = true;
    this.said = h("p", { class: "filter-said", role: "status" });
    element.replaceChildren(h("div", { class: "filter-box" }, this.input, this.options), this.said);
    this.input.addEventListener("input", () => {
      this.suggest();
      this.later();
    });
    this.input.addEventListener("focus", () => this.suggest());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // The field keeps the focus, or the list would be gone before the click.
    this.options.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest("li") : null;
      if (option !== null) this.take([...this.options.children].indexOf(option));
    });
    addEventListener("popstate", () => {
      this.input.value = new URLSearchParams(location.search).get("filter") ?? "";
      this.tell();
    });
    this.say(this.filter);
  }

  /** @returns {Filter} */
  get filter() {
    return parseFilter(this.input.value, this.keys);
  }

  /**
   * Adds `key:value`, or sets it.
   * @param {string} key
   * @param {string} value
   */
  add(key, value) {
    const words = (this.input.value.match(WORD) ?? []).filter((w) => !w.startsWith(`${key}:`));
    this.input.value = [...words, `${key}:${quoted(value)}`, ""].join(" ");
    this.tell();
  }

  /** Takes the words of a key out. @param {string} key */
  remove(key) {
    const words = (this.input.value.match(WORD) ?? []).filter((w) => !w.startsWith(`${key}:`));
    this.input.value = words.join(" ");
    this.tell();
  }

  clear() {
    this.input.value = "";
    this.tell();
  }

  /** @private */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), 250);
  }

  /** @private */
  tell() {
    clearTimeout(this.timer);
    const url = new URL(location.href);
    const text = this.input.value.trim();
    if (text === "") url.searchParams.delete("filter");
    else url.searchParams.set("filter", text);
    history.replaceState(null, "", url);
    const { filter } = this;
    this.say(filter);
    this.onchange(filter);
  }

  /** @private What of it is not understood, of an address too. @param {Filter} filter */
  say({ faults }) {
    this.said.textContent = faults.join(" ");
  }

  /** @private where the word of the caret begins */
  wordStart() {
    const { value, selectionStart } = this.input;
    return value.lastIndexOf(" ", (selectionStart ?? value.length) - 1) + 1;
  }

  /** @private */
  suggest() {
    const start = this.wordStart();
    const word = this.input.value.slice(start, this.input.selectionStart ?? undefined);
    const colon = word.indexOf(":");
    const known = this.keys.find(({ key }) => key === word.slice(0, colon).toLowerCase());
    const typed = word.slice(colon + 1).toLowerCase();
    this.suggested = known === undefined
      ? this.keys.filter(({ key }) => key.startsWith(word.toLowerCase())).map(({ key }) =>
        `${key}:`
      )
      : (known.values ?? [])
        .filter((value) => value.toLowerCase().includes(typed))
        .map((value) => `${known.key}:${quoted(value)} `);
    this.suggested = this.suggested.slice(0, MOST);
    this.chosen = -1;
    const label = (/** @type {string} */ text) =>
      this.keys.find(({ key }) => text === `${key}:`)?.label ?? "";
    fill(
      this.options,
      this.suggested.map((text, i) =>
        h(
          "li",
          { role: "option", id: `suggestion-${i}`, "aria-selected": "false" },
          h("code", {}, text.trim()),
          " ",
          h("span", { class: "muted" }, label(text)),
        )
      ),
    );
    this.options.hidden = this.suggested.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.options.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  /** @private @param {KeyboardEvent} event */
  key(event) {
    const count = this.options.hidden ? 0 : this.suggested.length;
    if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = this.chosen < 0 && step < 0 ? count - 1 : (this.chosen + step + count) % count;
      [...this.options.children].forEach((option, i) =>
        option.setAttribute("aria-selected", String(i === this.chosen))
      );
      this.input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (count > 0 && this.chosen >= 0) this.take(this.chosen);
      else {
        this.close();
        this.tell();
      }
    }
  }

  /** @private @param {number} index */
  take(index) {
    const text = this.suggested[index];
    if (text === undefined) return;
    const start = this.wordStart();
    const end = this.input.selectionStart ?? this.input.value.length;
    this.input.setRangeText(text, start, end, "end");
    this.suggest();
    this.tell();
  }
}
