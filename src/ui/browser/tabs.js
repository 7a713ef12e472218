// @ts-check
/** Tabs by the pattern of the ARIA guide: arrows move, the panel of the chosen one is shown. */

/**
 * Brings `role=tablist` markup to life; `onshow` is called with the name of each tab shown.
 * @param {HTMLElement} list
 * @param {(name: string) => void} onshow
 * @returns {{ show: (name: string) => void, shown: () => string }}
 */
export function tabs(list, onshow) {
  const all = [...list.querySelectorAll("[role=tab]")].map((e) => /** @type {HTMLElement} */ (e));
  const nameOf = (/** @type {HTMLElement} */ tab) => tab.id.replace(/^tab-/, "");
  let shown = nameOf(/** @type {HTMLElement} */ (all[0]));
  const show = (/** @type {string} */ name) => {
    shown = name;
    for (const tab of all) {
      const chosen = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel !== null) panel.hidden = !chosen;
    }
    onshow(name);
  };
  list.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest("[role=tab]") : null;
    if (tab instanceof HTMLElement) show(nameOf(tab));
  });
  list.addEventListener("keydown", (event) => {
    const seen = all.filter((tab) => !tab.hidden);
    const at = seen.findIndex((tab) => tab === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = seen[(to + seen.length) % seen.length];
    if (tab === undefined) return;
    tab.focus();
    show(nameOf(tab));
  });
  return { show, shown: () => shown };
}
