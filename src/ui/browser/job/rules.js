// @ts-check
/** What was found in a job, rule by rule. */
import { byId, fill, h } from "../dom.js";
import { number, percent, t } from "../i18n.js";
import { empty } from "../notices.js";

/** Codes that are no rules: the text could not be read so far. */
const OWN = new Set(["PRS", "LXR", "TMP"]);

/** @param {string} code */
function ruleLink(code) {
  return h("a", { href: `/rules/${encodeURIComponent(code)}`, class: "mono" }, code);
}

/**
 * @param {any} job
 * @param {(code: string) => void} onfiles shows the files with findings of a rule
 */
export function showRules({ summary: { by_rule, total } }, onfiles) {
  const rules = Object.entries(by_rule).sort((a, b) => b[1] - a[1]);
  byId("count-rules").textContent = String(rules.length);
  if (rules.length === 0) {
    fill(byId("pane-rules"), empty(t("job.rules.none")));
    return;
  }
  const most = rules[0]?.[1] ?? 1;
  const rows = rules.map(([code, count]) => {
    const bar = h("span", { class: "bar" });
    bar.style.inlineSize = `${Math.max(1, (count / most) * 100)}%`;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, OWN.has(code) ? code : ruleLink(code)),
      h("td", { class: "number" }, number(count)),
      h("td", { class: "number muted" }, percent(count / total)),
      h("td", { class: "bar-cell" }, bar),
      h(
        "td",
        {},
        h(
          "button",
          {
            type: "button",
            class: "small",
            "aria-label": `${t("job.rules.files")}: ${code}`,
            onclick: () => onfiles(code),
          },
          t("job.rules.files"),
        ),
      ),
    );
  });
  fill(
    byId("pane-rules"),
    h(
      "table",
      { class: "list" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("rule")),
          h("th", { scope: "col", class: "number" }, t("try.findings")),
          h("th", { scope: "col", class: "number" }, t("share")),
          h("th", { scope: "col", "aria-label": t("share") }),
          h("th", { scope: "col", "aria-label": t("files") }),
        ),
      ),
      h("tbody", {}, rows),
    ),
  );
}
