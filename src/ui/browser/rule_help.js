// @ts-check
/** What a rule is about, next to a finding of it. */
import { get } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { explain } from "./notices.js";

/** @typedef {import("../../lint/port.ts").RuleInfo} RuleInfo */

/** Codes that are no rules: the text could not be read so far. */
const OWN = new Set(["PRS", "LXR", "TMP"]);

/** @type {Map<string, Promise<RuleInfo>>} */
const asked = new Map();

/**
 * @param {string} code
 * @returns {Promise<RuleInfo>}
 */
function rule(code) {
  const found = asked.get(code) ?? get(`/rules/${encodeURIComponent(code)}`);
  asked.set(code, found);
  found.catch(() => asked.delete(code));
  return found;
}

/**
 * @param {string} label
 * @param {string | undefined} sql
 */
export function example(label, sql) {
  if (sql === undefined) return null;
  return h("figure", { class: "example" }, h("figcaption", {}, label), h("pre", {}, sql));
}

/**
 * The help of a rule, filled in when it arrives.
 * @param {string} code
 */
export function ruleHelp(code) {
  const element = h("div", { class: "rule-help", "aria-busy": "true" });
  if (OWN.has(code)) {
    element.append(h("p", {}, t(`rule.${/** @type {"PRS" | "LXR" | "TMP"} */ (code)}`)));
    element.removeAttribute("aria-busy");
    return element;
  }
  rule(code).then((info) => {
    element.append(
      h("p", {}, info.why ?? info.description),
      h(
        "div",
        { class: "examples" },
        example(t("rule.bad"), info.bad),
        example(t("rule.good"), info.good),
      ),
      h("p", {}, h("a", { href: `/rules/${encodeURIComponent(code)}` }, t("rule.more", { code }))),
    );
  }).catch((error) => {
    element.append(h("p", {}, explain(error)));
  }).finally(() => element.removeAttribute("aria-busy"));
  return element;
}
