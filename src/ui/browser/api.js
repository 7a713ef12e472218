// @ts-check
/** The API under /api/v1, as this page's reader may use it. */
import { awaited } from "./waiting.js";

const ROOT = "/api/v1";

/** An answer that is no success: RFC 9457, or why there was no answer at all. */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {number} status 0 where the service did not answer
   * @param {string} detail
   * @param {{ path: string, message: string }[]} fields
   */
  constructor(code, status, detail, fields = []) {
    super(detail);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** @param {Response} response */
async function problemOf(response) {
  const text = await response.text();
  try {
    const { code, detail, errors } = JSON.parse(text);
    return new Problem(String(code), response.status, String(detail), errors ?? []);
  } catch {
    // A proxy answered in the service's place.
    return new Problem("no_answer", response.status, `${response.status} ${response.statusText}`);
  }
}

/** The page that signs a reader in and then leads back here. */
function signIn() {
  const here = location.pathname + location.search + location.hash;
  if (location.pathname === "/sign-in") return;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/**
 * @typedef {object} Options
 * @property {AbortSignal} [signal]
 * @property {unknown} [json] sent as the body
 * @property {BodyInit} [body]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [stay] whether a 401 is thrown and does not lead to the sign-in
 */

/**
 * Sends a request. Throws `Problem` for any other answer than a success, and `AbortError`.
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {Options} [options]
 */
export async function send(method, path, { signal, json, body, headers = {}, stay } = {}) {
  /** @type {Response} */
  let response;
  try {
    response = await awaited(fetch(ROOT + path, {
      method,
      signal,
      credentials: "same-origin",
      headers: json === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: json === undefined ? body : JSON.stringify(json),
    }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem("no_answer", 0, "");
  }
  if (response.ok) return response;
  if (response.status === 401 && stay !== true) signIn();
  throw await problemOf(response);
}

/**
 * The JSON of an answer that is a success. A proxy that wants its own sign-in, or a network that
 * does, answers with a page of its own and calls that a success as well.
 * @param {Response} response
 */
export async function jsonOf(response) {
  try {
    return await response.json();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem("not_ours", response.status, "");
  }
}

/**
 * The JSON of an answer.
 * @template [T=any]
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export async function get(path, options) {
  return await jsonOf(await send("GET", path, options));
}

/**
 * Posts JSON; the JSON of the answer.
 * @template [T=any]
 * @param {string} path
 * @param {unknown} json
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export async function post(path, json, options = {}) {
  return await jsonOf(await send("POST", path, { ...options, json }));
}

/**
 * A query string of what is set, with its question mark.
 * @param {Record<string, string | number | null | undefined>} values
 */
export function query(values) {
  const set = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== "");
  const text = new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString();
  return text === "" ? "" : `?${text}`;
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}
