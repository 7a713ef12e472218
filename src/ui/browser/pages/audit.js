// @ts-check
/** The audit log: who did what. */
import { get, query } from "../api.js";
import { badge, moment } from "../badges.js";
import { byId, h } from "../dom.js";
import { FilterField } from "../filters.js";
import { t } from "../i18n.js";
import { addFilterKey } from "../keys.js";
import { Listing } from "../listing.js";
import { Live } from "../live.js";
import { empty } from "../notices.js";

const field = new FilterField(byId("filter"), {
  label: t("audit.filter"),
  placeholder: t("audit.filter.placeholder"),
  keys: [
    { key: "who", label: t("audit.who") },
    { key: "action", label: t("audit.action") },
  ],
  onchange: () => void listing.reload(),
});

const listing = new Listing(byId("audit"), {
  label: t("nav.audit"),
  name: "audit",
  columns: [
    { label: t("audit.when"), name: "audit-when", cell: (e) => moment(e.at) },
    { label: t("audit.who"), name: "audit-who", cell: (e) => e.who },
    {
      label: t("audit.action"),
      name: "audit-action",
      cell: (e) => h("code", { title: e.target }, e.action),
    },
    {
      label: t("audit.target"),
      name: "audit-target",
      cell: (e) => h("span", { title: e.target }, e.target),
    },
    { label: t("outcome"), name: "audit-outcome", cell: (e) => badge("audit", e.outcome) },
    { label: t("audit.address"), name: "audit-address", cell: (e) => e.address },
  ],
  load: async (cursor, signal) => {
    const { values, text } = field.filter;
    const { entries, next_cursor } = await get(
      `/audit${
        query({ who: values.who?.[0] ?? text, action: values.action?.[0], limit: 200, cursor })
      }`,
      { signal },
    );
    return { rows: entries, next: next_cursor };
  },
  href: () => null,
  none: () => empty(t("audit.none"), h("p", {}, t("audit.none.text"))),
});

const live = new Live(
  async (signal) => {
    if (listing.box.scrollTop === 0) await listing.reload(signal);
  },
  10,
  { again: ["audit"], slow: 60 },
);
addFilterKey(() => field.input);
void live.now();
