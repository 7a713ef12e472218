// @ts-check
/** One action on every job that a filter finds, after it was said how many they are. */
import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { confirm, notify, notifyError } from "./notices.js";
import { may } from "./session.js";

/** @type {readonly ("cancel" | "retry" | "delete")[]} */
const ACTIONS = ["cancel", "retry", "delete"];

/**
 * The filter of POST /jobs/bulk from the query of GET /jobs.
 * @param {URLSearchParams} parameters
 */
function filterOf(parameters) {
  /** @type {Record<string, string | string[]>} */
  const filter = {};
  for (const [key, value] of parameters) {
    if (key === "label") filter.label = [...(filter.label ?? []), value];
    else filter[key] = value;
  }
  return filter;
}

/**
 * How many jobs were changed, and of how many that was refused and why: that stays until it is read.
 * @param {{ changed: number, refused: { message: string }[], refused_count: number }} outcome
 */
function tell({ changed, refused, refused_count: count }) {
  const done = t("bulk.done", { count: changed });
  if (count === 0) return notify(done);
  const why = refused[0]?.message ?? "";
  notify(`${done}. ${t("bulk.refused", { count, why })}`, "error");
}

/**
 * @param {HTMLElement} element
 * @param {() => { query: URLSearchParams, faults: string[] }} asked what the filter stands for now:
 *   what was typed a moment ago counts, whether or not the list shows it yet
 * @param {() => void} ondone
 */
export function bulkActions(element, asked, ondone) {
  const act = async (/** @type {"cancel" | "retry" | "delete"} */ action) => {
    const { query: parameters, faults } = asked();
    // A word that is not understood is left out of a search; here more would be changed than meant.
    if (faults.length > 0) return notify(faults.join(" "), "error");
    const filter = filterOf(parameters);
    try {
      const { matched } = await post("/jobs/bulk", { action, filter, dry_run: true });
      if (matched === 0) return notify(t("bulk.none"));
      const sure = await confirm({
        title: t(`bulk.${action}.ask`, { count: matched }),
        text: parameters.size === 0
          ? t("bulk.all")
          : [...parameters].map(([k, v]) => `${k}:${v}`).join("  "),
        action: action === "cancel" ? t("bulk.cancel.do", { count: matched }) : t(`bulk.${action}`),
        // Two buttons that both say “Cancel” would be a riddle.
        leave: action === "cancel" ? t("bulk.leave") : undefined,
        danger: action === "delete",
      });
      if (!sure) return;
      // Where others came to match meanwhile, nothing is done.
      const outcome = await post("/jobs/bulk", { action, filter, expected_count: matched });
      tell(outcome);
      ondone();
    } catch (error) {
      notifyError(error);
    }
  };

  void Promise.all([may("submit"), may("admin")]).then(([allowed, admin]) => {
    if (!allowed) return;
    const actions = admin ? ACTIONS : ACTIONS.filter((action) => action !== "delete");
    fill(
      element,
      h("span", { class: "muted" }, t("bulk.label")),
      actions.map((action) =>
        h(
          "button",
          { type: "button", class: "small", onclick: () => void act(action) },
          t(`bulk.${action}`),
        )
      ),
    );
  });
}
