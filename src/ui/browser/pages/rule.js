// @ts-check
/** One rule: why it matters, SQL that breaks and keeps it, what can be set. */
import { get } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { pageFailed } from "../notices.js";
import { example } from "../rule_help.js";
import { toFragment } from "../share.js";
import { table } from "../table.js";

const code = decodeURIComponent(location.pathname.split("/")[2] ?? "");

/** @typedef {import("../../../lint/port.ts").RuleInfo} Rule */

/**
 * @param {string} title
 * @param {import("../types.ts").Child[]} children
 */
function section(title, ...children) {
  return h("section", { class: "rule-part" }, h("h2", {}, title), ...children);
}

/** Whether it can be fixed, its groups, who has it, its other names. @param {Rule} rule */
function facts({ fixable, groups, engines, aliases }) {
  return h(
    "p",
    { class: "facts" },
    fixable ? h("span", { class: "badge badge-good" }, t("rule.fixable")) : null,
    groups.map((name) =>
      h("a", { class: "label", href: `/rules?q=${encodeURIComponent(name)}` }, name)
    ),
    engines.map((name) => h("span", { class: "label" }, name)),
    aliases.length === 0 ? null : h("span", {}, t("rule.aliases", { names: aliases.join(", ") })),
  );
}

/** @param {Rule} rule */
async function examples({ bad, good }) {
  if (bad === undefined) return null;
  const href = `/try#${await toFragment({ sql: `${bad}\n` })}`;
  return section(
    t("rule.examples"),
    h("div", { class: "examples" }, example(t("rule.bad"), bad), example(t("rule.good"), good)),
    h("p", {}, h("a", { href }, t("rule.try"))),
  );
}

/** What can be set, and a configuration that sets it as it is. @param {Rule} rule */
function settings({ name, options }) {
  if (options.length === 0) return null;
  const lines = options.map((option) => `${option.name} = ${option.default ?? ""}\n`);
  return section(
    t("rules.options"),
    table(
      t("rules.options"),
      [
        { label: t("config.key"), cell: (o) => h("code", {}, o.name) },
        { label: t("source.default"), cell: (o) => h("code", {}, String(o.default ?? "–")) },
        { label: t("rule.allowed"), cell: (o) => (o.allowed ?? []).map(String).join(", ") || "–" },
        { label: t("rules.what"), cell: (o) => o.description },
      ],
      options,
      { stacks: true },
    ),
    h("pre", { class: "text" }, `[sqlfluff:rules:${name}]\n${lines.join("")}`),
  );
}

async function load() {
  /** @type {Rule} */
  const rule = await get(`/rules/${encodeURIComponent(code)}`);
  document.title = `${rule.code} · Lintel`;
  fill(byId("title"), rule.code, " ", h("span", { class: "muted" }, rule.name));
  const off = `SELECT 1 -- noqa: ${rule.code}\n\n[sqlfluff]\nexclude_rules = ${rule.name}`;
  const jobs = `/jobs?filter=${encodeURIComponent(`rule:${rule.code}`)}`;
  fill(
    byId("rule"),
    h("p", { class: "rule-lead" }, rule.description),
    facts(rule),
    rule.why === undefined ? null : section(t("rule.why"), h("p", {}, rule.why)),
    await examples(rule),
    settings(rule),
    section(t("rule.off"), h("pre", { class: "text" }, off)),
    section(
      t("rule.where"),
      h("p", {}, h("a", { href: jobs }, t("rule.jobs", { code: rule.code }))),
    ),
  );
}
load().catch((error) => pageFailed(error, byId("rule"), { href: "/rules", label: t("nav.rules") }));
