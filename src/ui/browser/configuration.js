// @ts-check
/** The configuration that holds, each value with what set it, and the rules that run. */
import { fill, h } from "./dom.js";
import { t, word } from "./i18n.js";

/**
 * @typedef {{ file: string, line: number | null } | "option" | "default"} Source
 * @typedef {{ key: string, value: unknown, default?: unknown, source: Source }} Value
 * @typedef {object} Explained
 * @property {Value[]} values
 * @property {{ key: string, file: string, line: number | null, why: string, suggestion?: string | null }[]} unread
 * @property {{ code: string, runs: boolean, reason: string | null }[]} rules
 */

/** @param {Source} source */
function sourceText(source) {
  if (typeof source === "string") return word("source", source);
  return source.line === null ? source.file : `${source.file}:${source.line}`;
}

/** @param {unknown} value */
function valueText(value) {
  return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}

/**
 * @param {string[]} heads
 * @param {import("./dom.js").Child[][]} rows
 */
function table(heads, rows) {
  return h(
    "table",
    { class: "list" },
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))),
  );
}

/**
 * @param {HTMLElement} element
 * @param {Explained} explained
 */
export function showConfiguration(element, { values, unread, rules }) {
  const given = values.filter(({ source }) => source !== "default");
  const rest = values.filter(({ source }) => source === "default");
  const row = (/** @type {Value} */ { key, value, source }) => [
    h("code", {}, key),
    h("code", {}, valueText(value)),
    sourceText(source),
  ];
  const heads = [t("config.key"), t("config.value"), t("config.source")];
  const idle = rules.filter(({ runs }) => !runs);
  fill(
    element,
    unread.length === 0 ? null : h(
      "section",
      {},
      h("h3", {}, t("config.unread")),
      h(
        "ul",
        { class: "notes notes-warning" },
        unread.map(({ key, file, line, suggestion }) =>
          h(
            "li",
            {},
            h("code", {}, key),
            ` ${file}:${line} `,
            suggestion ? t("config.instead", { key: suggestion }) : null,
          )
        ),
      ),
    ),
    h(
      "section",
      {},
      h("h3", {}, t("config.given")),
      given.length === 0
        ? h("p", { class: "muted" }, t("config.given.none"))
        : table(heads, given.map(row)),
    ),
    h(
      "section",
      {},
      h("h3", {}, t("config.rules", { count: rules.length - idle.length })),
      idle.length === 0 ? h("p", { class: "muted" }, t("config.rules.all")) : table(
        [t("rule"), t("config.reason")],
        idle.map(({ code, reason }) => [h("code", {}, code), reason]),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("config.defaults", { count: rest.length })),
      table(heads, rest.map(row)),
    ),
  );
}
