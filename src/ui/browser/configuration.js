// @ts-check
/** The configuration that holds, each value with what set it, and the rules that run. */
import { post } from "./api.js";
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

/**
 * The path of a value. Names of rules have dots of their own: an option is what follows the last.
 * @param {string} key
 */
function pathOf(key) {
  const parts = key.split(".");
  const option = parts.pop() ?? "";
  if (parts[0] !== "rules" || parts.length === 1) return [...parts, option];
  return ["rules", parts.slice(1).join("."), option];
}

/**
 * What the text of a configuration file sets, as the nested configuration of a request. Throws
 * `Problem` where the text is none, or sets what cannot be; and says what nothing reads.
 * @param {string} text
 */
export async function nestedOf(text) {
  const config_files = [{ path: ".sqlfluff", text }];
  /** @type {Explained} */
  const { values, unread } = await post("/config/explain", { config_files });
  /** @type {Record<string, any>} */
  const config = {};
  for (const { key, value, source } of values) {
    if (typeof source === "string") continue;
    const path = pathOf(key);
    const last = path.pop() ?? "";
    const section = path.reduce((within, name) => within[name] ??= {}, config);
    section[last] = value;
  }
  return { config, unread: unread.map(({ key }) => key) };
}

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
