/** /rules: the catalogue. */
import type { Page } from "../page.ts";

export const rulesPage: Page = {
  path: "/rules",
  under: "/rules",
  title: (t) => t("nav.rules"),
  modules: ["pages/rules.js"],
  body: ({ t }) => (
    <>
      <div class="page-head">
        <h1>{t("nav.rules")}</h1>
        <span id="found" class="muted" role="status"></span>
      </div>
      <div class="toolbar rules-search">
        <input
          type="search"
          id="search"
          aria-label={t("rules.search")}
          placeholder={t("rules.search")}
        />
        <label class="field">
          <span>{t("rules.group")}</span>
          <select id="group">
            <option value="">{t("rules.group.any")}</option>
          </select>
        </label>
      </div>
      <div id="rules" class="panel part-body"></div>
    </>
  ),
};
