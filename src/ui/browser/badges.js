// @ts-check
/** States, verdicts and outcomes as words in colours that say whether to worry. */
import { h } from "./dom.js";
import { ago, dateTime, number, t, word } from "./i18n.js";

/** @type {Record<string, string>} */
const KINDS = {
  ACCEPTED: "",
  PENDING: "",
  PROCESSING: "busy",
  COMPLETED: "",
  SUCCESS: "",
  PARTIALLY_COMPLETED: "warning",
  FAILED: "bad",
  FAILURE: "bad",
  CANCELLED: "",
  PASS: "good",
  FAIL: "bad",
  clean: "good",
  findings: "bad",
  partly_parsed: "warning",
  skipped: "",
  timed_out: "bad",
  failed: "bad",
  cancelled: "",
  online: "good",
  active: "good",
  paused: "warning",
  draining: "warning",
  offline: "",
  lost: "bad",
  done: "",
  pending: "busy",
  delivered: "good",
  refused: "warning",
  unknown: "warning",
};

/**
 * @param {"status" | "verdict" | "outcome" | "worker" | "queue" | "audit" | "delivery"} what
 * @param {string | null} value
 */
export function badge(what, value) {
  if (value === null) return null;
  const kind = KINDS[value] ?? "";
  return h("span", { class: kind === "" ? "badge" : `badge badge-${kind}` }, word(what, value));
}

/**
 * Why something failed, in the list that it is in.
 * @param {{ code: string, message: string } | null} error
 */
export function reason(error) {
  if (error === null) return null;
  return h("span", { class: "reason", title: `${error.code}: ${error.message}` }, error.message);
}

/**
 * A moment as how long ago it was, with the moment itself in the title.
 * @param {string | null} at
 */
export function moment(at) {
  if (at === null) return null;
  return h("time", { datetime: at, title: dateTime(at) }, ago(at));
}

/**
 * A number of findings; none where nothing was linted, because 0 would say that it is clean.
 * @param {number} count @param {boolean} linted
 */
export function findingCount(count, linted) {
  return linted ? number(count) : "–";
}

/**
 * A number of errors; on a phone, where no heading says of what, with its word.
 * @param {number} count @param {boolean} linted
 */
function errorCount(count, linted) {
  if (!linted) return findingCount(count, linted);
  return [
    h("span", { class: "no-unit" }, number(count)),
    h("span", { class: "unit" }, t("count.errors", { count })),
  ];
}

/**
 * The columns of how much was found, in a list of jobs or of files.
 * @param {"job" | "task"} what
 * @param {(row: any) => boolean} linted whether what a row has was looked for
 */
export function findingColumns(what, linted) {
  /** @type {(row: any) => any} */
  const errors = (row) => errorCount(row.error_count, linted(row));
  /** @type {(row: any) => any} */
  const warnings = (row) => findingCount(row.warning_count, linted(row));
  return [
    { label: t("errors"), name: `${what}-errors`, cell: errors },
    { label: t("warnings"), name: `${what}-warnings`, cell: warnings },
  ];
}
