// @ts-check
/** Findings as a list beside the text: where, which rule, what to do, and the rule's help. */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { ruleHelp } from "../rule_help.js";

/** @typedef {import("../../../lint/result.ts").Violation} Violation */

/** Findings that are listed; more of them say only how many they are. */
export const MOST = 500;

/**
 * @param {Violation} violation
 * @param {(violation: Violation) => void} onchoose
 */
function item(violation, onchoose) {
  const { line, column } = violation;
  const place = t("finding.place", { line: String(line), column: String(column) });
  const help = h("button", {
    type: "button",
    class: "code",
    "aria-expanded": "false",
    title: t("rule.help"),
    onclick: () => {
      const open = element.querySelector(".rule-help");
      if (open === null) element.append(ruleHelp(violation.code));
      else open.remove();
      help.setAttribute("aria-expanded", String(open === null));
    },
  }, violation.code);
  const element = h(
    "li",
    { class: `finding finding-${violation.severity}` },
    h(
      "div",
      { class: "finding-head" },
      h(
        "button",
        {
          type: "button",
          class: "finding-go",
          onclick: () => onchoose(violation),
        },
        h("span", { class: "place", title: place }, `${line}:${column}`),
        h("span", { class: "finding-text" }, violation.description),
      ),
      violation.fix === undefined
        ? null
        : h("span", { class: "fixable", title: t("rule.fixable") }, "✓"),
      help,
    ),
  );
  return element;
}

/**
 * @param {readonly Violation[]} violations
 * @param {(violation: Violation) => void} onchoose
 */
export function findingList(violations, onchoose) {
  const list = h(
    "ol",
    { class: "findings" },
    violations.slice(0, MOST).map((v) => item(v, onchoose)),
  );
  const left = violations.length - MOST;
  return left <= 0
    ? list
    : h("div", {}, list, h("p", { class: "muted" }, t("finding.more", { count: left })));
}
