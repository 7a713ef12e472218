import { coerce, type ConfigValue } from "./values.ts";

/** One `-- sqlfluff:` directive. */
export interface InlineSetting {
  /** 1-based line that it stands on. */
  line: number;
  path: string[];
  value: ConfigValue;
}

const DIRECTIVE = /^--\s*sqlfluff:/;
/** Values that hold colons of their own: a drive letter's path, a list or an object. */
const WHOLE_VALUE = /^(?:[A-Za-z]:[\\/]|[[{])/;

function split(text: string): { path: string[]; value: string } {
  const path: string[] = [];
  let rest = text;
  while (rest.includes(":") && !(path.length > 0 && WHOLE_VALUE.test(rest))) {
    const colon = rest.indexOf(":");
    path.push(rest.slice(0, colon).trim());
    rest = rest.slice(colon + 1).trim();
  }
  return { path, value: rest };
}

/**
 * The settings that lines of the form `-- sqlfluff:key:value` make for their own file, in order.
 * A key of one part is a core setting. Only a line that starts with the comment counts.
 */
export function inlineSettings(sql: string): InlineSetting[] {
  const found: InlineSetting[] = [];
  if (!sql.includes("sqlfluff:")) return found;
  for (const [index, line] of sql.split(/\r?\n/).entries()) {
    if (!DIRECTIVE.test(line)) continue;
    const { path, value } = split(line.replace(DIRECTIVE, "").trim());
    if (path.length === 0) continue;
    const full = path.length === 1 ? ["core", ...path] : path;
    found.push({ line: index + 1, path: full, value: coerce(value) });
  }
  return found;
}
