// @ts-check
/** Texts, numbers and times in the language of the page. */

/** @typedef {import("../messages/mod.ts").Key} Key */
/** @typedef {import("../messages/mod.ts").Messages} Messages */

const TAG = document.documentElement.lang;

/**
 * A script of the page's language defines them before any module runs. Were they imported by the
 * language's name, every module would wait for them, and what is pressed meanwhile would be lost.
 * @type {Messages}
 */
const messages = /** @type {any} */ (globalThis).lintelMessages;
const plural = new Intl.PluralRules(TAG);

/**
 * The text of a key; `{name}` in it is replaced by the value, and `count` chooses the form.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const message = messages[key];
  let form = message;
  if (typeof form !== "string") {
    form = plural.select(Number(values.count)) === "one" ? form.one : form.other;
  }
  return form.replaceAll(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/**
 * The text of a key that is made of a value of the API, or the value where no text is known.
 * @param {string} prefix
 * @param {string} value
 */
export function word(prefix, value) {
  const key = /** @type {Key} */ (`${prefix}.${value}`);
  return Object.hasOwn(messages, key) ? t(key) : value;
}

const numbers = new Intl.NumberFormat(TAG, { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(TAG, { notation: "compact", maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat(TAG, { dateStyle: "medium", timeStyle: "medium" });
const dates = new Intl.DateTimeFormat(TAG, { dateStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(TAG, { numeric: "auto", style: "short" });

/** @param {number} value */
export function number(value) {
  return numbers.format(value);
}

/** @param {number} value */
export function compact(value) {
  return short.format(value);
}

/**
 * A share of one as percent.
 * @param {number} share
 */
export function percent(share) {
  // Not rounded up: 99.96% is not all of it.
  return `${numbers.format(Math.floor(share * 1000) / 10)}%`;
}

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** @param {number} value */
export function bytes(value) {
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${numbers.format(value)} ${UNITS[unit]}`;
}

/**
 * An amount in two units, the smaller left out where there is none of it.
 * @param {number} amount @param {number} size @param {string} large @param {string} small
 */
function parts(amount, size, large, small) {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/**
 * A length of time.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${numbers.format(ms < 10 ? ms : Math.round(ms))} ${t("unit.ms")}`;
  if (ms < 60_000) return `${numbers.format(ms / 1000)} ${t("unit.s")}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return parts(seconds, 60, t("unit.min"), t("unit.s"));
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return parts(minutes, 60, t("unit.h"), t("unit.min"));
  return t("days", { count: Math.round(minutes / 60 / 24) });
}

/** @param {string | number} at */
export function dateTime(at) {
  return times.format(new Date(at));
}

/** The day of a moment. @param {string} at */
export function day(at) {
  return dates.format(new Date(at));
}

/**
 * How long ago.
 * @param {string | number} at
 */
export function ago(at) {
  const seconds = Math.round((new Date(at).getTime() - Date.now()) / 1000);
  const age = Math.abs(seconds);
  if (age < 60) return relative.format(seconds, "second");
  if (age < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (age < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}
