/** Regular expressions as SQLFluff's configuration has them, which is as Python writes them. */

/** Flags in front of a whole expression: `(?i)`. */
const FLAGS = /^\(\?([aiLmsu]+)\)/;
/** What Python has for things that JavaScript writes otherwise; an escaped character first. */
const PYTHON = /\\A|\\Z|\\.|\(\?P<|\(\?P=(\w+)\)/gs;

function inJavaScript(found: string, name: string | undefined): string {
  if (found === "\\A") return "^";
  if (found === "\\Z") return "$";
  if (found === "(?P<") return "(?<";
  return name === undefined ? found : `\\k<${name}>`;
}

/**
 * Throws SyntaxError for what is no expression. Verbose ones (`(?x)`) and flags within an
 * expression are not taken; `\A` and `\Z` are the edges of a line where `(?m)` is on.
 */
export function pythonPattern(source: string): RegExp {
  const flags = FLAGS.exec(source);
  const body = source.slice(flags?.[0].length ?? 0).replace(PYTHON, inJavaScript);
  const kept = [...new Set(flags?.[1] ?? "")].filter((flag) => "ims".includes(flag));
  return new RegExp(body, kept.join(""));
}
