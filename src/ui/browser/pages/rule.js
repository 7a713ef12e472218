// @ts-check
/** One rule: why it matters, SQL that breaks and keeps it, what can be set. */
import { get } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { failed } from "../notices.js";
import { example } from "../rule_help.js";
import { toFragment } from "../share.js";
import { table } from "../table.js";

const code = decodeURIComponent(location.pathname.split("/")[2] ?? "");

async function load() {
  /** @type {import("../../../lint/port.ts").RuleInfo} */
  const rule = await get(`/rules/${encodeURIComponent(code)}`);
  document.title = `${rule.code} · Lintel`;
  fill(byId("title"), rule.code, " ", h("span", { class: "muted" }, rule.name));
  const section = (
    /** @type {string} */ title,
    /** @type {import("../types.ts").Child[]} */ ...children
  ) => h("section", { class: "rule-part" }, h("h2", {}, title), ...children);
  const setting = rule.options[0];
  const config = `[sqlfluff:rules:${rule.name}]\n${
    rule.options.map((o) => `${o.name} = ${o.default ?? ""}`).join("\n")
  }\n`;
  const tryIt = rule.bad === undefined
    ? null
    : h("a", { href: `/try#${await toFragment({ sql: `${rule.bad}\n` })}` }, t("rule.try"));
  fill(
    byId("rule"),
    h("p", { class: "rule-lead" }, rule.description),
    h(
      "p",
      { class: "facts" },
      rule.fixable ? h("span", { class: "badge badge-good" }, t("rule.fixable")) : null,
      rule.groups.map((name) =>
        h("a", { class: "label", href: `/rules?q=${encodeURIComponent(name)}` }, name)
      ),
      rule.engines.map((name) => h("span", { class: "label" }, name)),
      rule.aliases.length === 0
        ? null
        : h("span", {}, t("rule.aliases", { names: rule.aliases.join(", ") })),
    ),
    rule.why === undefined ? null : section(t("rule.why"), h("p", {}, rule.why)),
    rule.bad === undefined ? null : section(
      t("rule.examples"),
      h(
        "div",
        { class: "examples" },
        example(t("rule.bad"), rule.bad),
        example(t("rule.good"), rule.good),
      ),
      h("p", {}, tryIt),
    ),
    setting === undefined ? null : section(
      t("rules.options"),
      table(
        t("rules.options"),
        [
          { label: t("config.key"), cell: (o) => h("code", {}, o.name) },
          { label: t("source.default"), cell: (o) => h("code", {}, String(o.default ?? "–")) },
          {
            label: t("rule.allowed"),
            cell: (o) => (o.allowed ?? []).map(String).join(", ") || "–",
          },
          { label: t("rules.what"), cell: (o) => o.description },
        ],
        rule.options,
        { stacks: true },
      ),
      h("pre", { class: "text" }, config),
    ),
    section(
      t("rule.off"),
      h(
        "pre",
        { class: "text" },
        `SELECT 1 -- noqa: ${rule.code}\n\n[sqlfluff]\nexclude_rules = ${rule.name}`,
      ),
    ),
    section(
      t("rule.where"),
      h(
        "p",
        {},
        h(
          "a",
          { href: `/jobs?filter=${encodeURIComponent(`rule:${rule.code}`)}` },
          t("rule.jobs", { code: rule.code }),
        ),
      ),
    ),
  );
}
load().catch((error) => fill(byId("rule"), failed(error, () => location.reload())));
