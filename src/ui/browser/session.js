// @ts-check
/** Who reads the page, and what of it they may do. */
import { get, isAbort, Problem, send } from "./api.js";
import { byId, fill, h } from "./dom.js";
import { t } from "./i18n.js";

/**
 * @typedef {object} Session
 * @property {string} caller
 * @property {string[]} scopes
 * @property {boolean} signed_in
 * @property {boolean} tokens_configured
 * @property {boolean} read_only
 */

/** Where nothing is configured everybody may do everything. */
const EVERYBODY = {
  caller: "anonymous",
  scopes: ["read", "submit", "admin"],
  signed_in: false,
  tokens_configured: false,
  read_only: false,
};

/** @type {Promise<Session> | undefined} */
let asked;

/** @returns {Promise<Session>} */
export function session() {
  return asked ??= get("/session", { stay: true }).catch((error) => {
    if (error instanceof Problem || isAbort(error)) return EVERYBODY;
    throw error;
  });
}

/**
 * Whether the reader may do what takes this scope.
 * @param {"read" | "submit" | "admin"} scope
 */
export async function may(scope) {
  const { scopes, read_only, tokens_configured } = await session();
  if (read_only && scope !== "read") return false;
  return !tokens_configured || scopes.includes(scope);
}

async function signOut() {
  await send("DELETE", "/session");
  location.assign("/sign-in");
}

/** Shows it at the foot of the navigation. */
export async function showSession() {
  const found = await session();
  if (!found.tokens_configured && !found.read_only) return;
  const element = byId("session");
  const name = found.signed_in ? h("span", {}, t("session.as", { name: found.caller })) : null;
  const out = h("button", { type: "button", class: "link", onclick: signOut }, t("session.out"));
  const enter = h("a", { href: "/sign-in" }, t("session.in"));
  fill(
    element,
    found.read_only ? h("span", { class: "badge" }, t("session.read_only")) : null,
    name,
    found.signed_in ? out : found.tokens_configured ? enter : null,
  );
  element.hidden = false;
}
