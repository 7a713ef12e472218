/** /rules/{code}: one rule. */
import type { Page } from "../page.ts";

export const rulePage: Page = {
  path: "/rules/{code}",
  under: "/rules",
  title: (t) => t("rule"),
  modules: ["pages/rule.js"],
  body: ({ t, parameters }) => (
    <article class="rule">
      <p class="crumb">
        <a href="/rules">{t("nav.rules")}</a>
      </p>
      <div class="page-head">
        <h1 id="title">{parameters.code ?? ""}</h1>
      </div>
      <div id="rule" class="part-body"></div>
    </article>
  ),
};
