// @ts-check
/** Rules: the catalogue, searched as one types. */
import { get } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { number, t } from "../i18n.js";
import { addFilterKey } from "../keys.js";
import { empty, failed } from "../notices.js";
import { table } from "../table.js";

/** @typedef {import("../../../lint/port.ts").RuleInfo} RuleInfo */

/** @type {HTMLInputElement} */
const search = byId("search");
/** @type {HTMLSelectElement} */
const group = byId("group");
/**
 * Not there until they have come: what is typed before that says nothing about them.
 * @type {RuleInfo[] | undefined}
 */
let rules;

/** @param {RuleInfo} rule */
function textOf({ code, name, aliases, groups, description, why = "", options }) {
  return [code, name, ...aliases, ...groups, description, why, ...options.map((o) => o.name)].join(
    " ",
  ).toLowerCase();
}

function show() {
  if (rules === undefined) return;
  const words = search.value.toLowerCase().split(/\s+/);
  const found = rules.filter((rule) =>
    (group.value === "" || rule.groups.includes(group.value)) &&
    words.every((word) => textOf(rule).includes(word))
  );
  byId("found").textContent = t("rules.count", { count: found.length });
  if (found.length === 0) {
    fill(byId("rules"), empty(t("rules.none")));
    return;
  }
  fill(
    byId("rules"),
    table(t("nav.rules"), [
      {
        label: t("rule"),
        cell: (r) => h("a", { href: `/rules/${r.code}`, class: "mono" }, r.code),
      },
      { label: t("rules.name"), name: "hide-narrow", cell: (r) => h("code", {}, r.name) },
      { label: t("rules.what"), cell: (r) => r.description },
      {
        label: t("rules.fix"),
        cell: (r) =>
          r.fixable
            ? h(
              "span",
              { class: "fixable", title: t("rule.fixable") },
              "✓",
              h("span", { class: "hidden" }, t("rule.fixable")),
            )
            : null,
      },
      {
        label: t("rules.options"),
        name: "number hide-narrow",
        cell: (r) => r.options.length === 0 ? "–" : number(r.options.length),
      },
    ], found),
  );
}

async function load() {
  /** @type {RuleInfo[]} */
  const loaded = (await get("/rules")).rules;
  rules = loaded;
  const groups = [...new Set(loaded.flatMap((rule) => rule.groups))].sort();
  group.append(...groups.map((name) => h("option", { value: name }, name)));
  show();
}

// What was typed before this module came stays.
search.value ||= new URLSearchParams(location.search).get("q") ?? "";
search.addEventListener("input", () => {
  history.replaceState(
    null,
    "",
    search.value === "" ? "/rules" : `?q=${encodeURIComponent(search.value)}`,
  );
  show();
});
group.addEventListener("change", show);
addFilterKey(() => search);
load().catch((error) => fill(byId("rules"), failed(error, () => location.reload())));
