/** What a browser is shown where there is no page. */
import type { Page } from "../page.ts";

export const notFoundPage: Page = {
  path: "/404",
  under: "",
  title: (t) => t("not_found.title"),
  modules: [],
  body: ({ t, path }) => (
    <div class="empty">
      <h1 class="empty-title">{t("not_found.title")}</h1>
      <p>{t("not_found.text", { path })}</p>
      <p>
        <a href="/">{t("nav.overview")}</a>
      </p>
    </div>
  ),
};
