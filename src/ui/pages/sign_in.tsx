/** /sign-in: a token for a session. */
import type { Page } from "../page.ts";

export const signInPage: Page = {
  path: "/sign-in",
  under: "",
  title: (t) => t("session.in"),
  modules: ["pages/sign_in.js"],
  body: ({ t }) => (
    <div class="sign-in">
      <h1>{t("session.in")}</h1>
      <form id="form" class="panel">
        <label class="stacked">
          <span>{t("sign_in.token")}</span>
          <input
            type="password"
            id="token"
            autocomplete="current-password"
            required
            aria-describedby="fault hint"
          />
        </label>
        <p id="fault" class="filter-said" role="alert"></p>
        <p id="hint" class="muted">{t("sign_in.hint")}</p>
        {/* Its module takes the token: until then there is nobody who could. */}
        <button type="submit" id="submit" class="primary" disabled>{t("session.in")}</button>
      </form>
      <p id="open" hidden>
        {t("sign_in.open")} <a href="/">{t("nav.overview")}</a>
      </p>
    </div>
  ),
};
