// @ts-check
/** Signing in: a token for a cookie that scripts cannot read. */
import { Problem, send } from "../api.js";
import { byId } from "../dom.js";
import { t } from "../i18n.js";
import { explain } from "../notices.js";
import { session } from "../session.js";

/** @type {HTMLInputElement} */
const token = byId("token");
const fault = byId("fault");

/** Only a path of this service: a link must not lead elsewhere. */
function next() {
  const wanted = new URLSearchParams(location.search).get("next") ?? "/";
  const url = new URL(wanted, location.origin);
  const own = url.origin === location.origin && wanted.startsWith("/") && !wanted.startsWith("//");
  return own && url.pathname !== "/sign-in" ? url.pathname + url.search + url.hash : "/";
}

/** @param {SubmitEvent} event */
async function signIn(event) {
  event.preventDefault();
  fault.textContent = "";
  token.removeAttribute("aria-invalid");
  try {
    await send("POST", "/session", { json: { token: token.value.trim() }, stay: true });
    location.assign(next());
  } catch (error) {
    fault.textContent = error instanceof Problem && error.status === 401
      ? t("sign_in.wrong")
      : explain(error);
    token.setAttribute("aria-invalid", "true");
    token.select();
  }
}

byId("form").addEventListener("submit", (event) => void signIn(/** @type {SubmitEvent} */ (event)));
/** @type {HTMLButtonElement} */ (byId("submit")).disabled = false;
const { tokens_configured } = await session();
if (!tokens_configured) {
  byId("form").hidden = true;
  byId("open").hidden = false;
}
