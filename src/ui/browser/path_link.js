// @ts-check
/** Links to files, in rows that have one line for a path of any length. */
import { h } from "./dom.js";

/**
 * A link whose folders give way before the file's own name does: what tells two files apart is most
 * often the end of their paths.
 * @param {string} href
 * @param {string} path
 */
export function pathLink(href, path) {
  const at = path.lastIndexOf("/") + 1;
  if (at === 0) return h("a", { href, class: "path", title: path }, path);
  // Of parts that are laid out, a reader would hear a space between them.
  return h(
    "a",
    { href, class: "path", title: path, "aria-label": path },
    h("span", { class: "path-folders" }, path.slice(0, at)),
    h("span", { class: "path-name" }, path.slice(at)),
  );
}
