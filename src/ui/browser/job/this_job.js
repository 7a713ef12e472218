// @ts-check
/** The job that the page is about. */

const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");

/** Below /api/v1. */
export const path = `/jobs/${encodeURIComponent(id)}`;

const OPEN = new Set(["ACCEPTED", "PROCESSING"]);

/** @param {string} status */
export function isOpen(status) {
  return OPEN.has(status);
}
