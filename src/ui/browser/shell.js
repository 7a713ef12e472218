// @ts-check
/** What every page does: the theme's switch, the keys, who is signed in. */
import { byId, h, isTyping } from "./dom.js";
import { t } from "./i18n.js";
import { keys } from "./keys.js";
import { showSession } from "./session.js";

const YEAR = 365 * 24 * 3600;

/** Changes the theme without loading the page again. */
function themeSwitch() {
  const group = document.querySelector('[data-switch="theme"]');
  group?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const theme = link?.dataset.value;
    if (link === null || theme === undefined) return;
    event.preventDefault();
    document.documentElement.dataset.theme = theme;
    document.cookie = `lintel_theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
    for (const each of group.querySelectorAll("a")) each.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    dispatchEvent(new Event("lintel:theme"));
  });
}

/** The links of the language keep what stands behind the path. */
function languageSwitch() {
  for (const link of document.querySelectorAll('[data-switch="language"] a')) {
    link.addEventListener("click", () => {
      const anchor = /** @type {HTMLAnchorElement} */ (link);
      const url = new URL(location.href);
      url.searchParams.set("lang", new URL(anchor.href).searchParams.get("lang") ?? "en");
      anchor.href = url.href;
    });
  }
}

function showKeys() {
  const rows = keys().map(({ key, label }) =>
    h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, label))
  );
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, t("keys.title")),
    h("table", { class: "keys" }, h("tbody", {}, rows)),
    h(
      "div",
      { class: "dialog-actions" },
      h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, t("close")),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

addEventListener("keydown", (event) => {
  // Function keys write nothing: they are for the page wherever the focus is.
  if (isTyping(event) && !/^F\d+$/.test(event.key)) return;
  if (event.key === "?") {
    event.preventDefault();
    showKeys();
  } else {
    keys().find((each) => each.key === event.key)?.run?.(event);
  }
});

byId("show-keys").addEventListener("click", showKeys);
themeSwitch();
languageSwitch();
void showSession();
