import type { UnknownSettings } from "./unknown.ts";
import {
  coerce,
  type ConfigValue,
  getPath,
  isSection,
  type NestedConfig,
  setPath,
} from "./values.ts";

/** A key of earlier SQLFluff versions and where its value lives now. */
interface RemovedKey {
  old: readonly string[];
  now: readonly string[];
  translate?: (value: ConfigValue) => ConfigValue;
}

const TAB_SIZE = ["indentation", "tab_space_size"];
const COMMA = ["layout", "type", "comma", "line_position"];

const MOVED: readonly RemovedKey[] = [
  { old: ["rules", "max_line_length"], now: ["core", "max_line_length"] },
  { old: ["rules", "tab_space_size"], now: TAB_SIZE },
  ...["L002", "L003", "L004", "L016"].map((code) => ({
    old: ["rules", code, "tab_space_size"],
    now: TAB_SIZE,
  })),
  { old: ["rules", "indent_unit"], now: ["indentation", "indent_unit"] },
  {
    old: ["rules", "LT03", "operator_new_lines"],
    now: ["layout", "type", "binary_operator", "line_position"],
    translate: (value) => value === "before" ? "trailing" : "leading",
  },
  { old: ["rules", "comma_style"], now: COMMA },
  { old: ["rules", "LT04", "comma_style"], now: COMMA },
  {
    old: ["indentation", "allow_implicit_indents"],
    now: ["indentation", "implicit_indents"],
    translate: (value) => (typeof value === "string" ? coerce(value) : value) ? "allow" : "forbid",
  },
];

/** Keys that mean nothing any more, with what to do instead. */
const GONE: readonly { old: readonly string[]; why: string }[] = [
  {
    old: ["rules", "L003", "hanging_indents"],
    why: "SQLFluff 2 and later have no hanging indents",
  },
  { old: ["rules", "L003", "lint_templated_tokens"], why: "it has no effect any more" },
  { old: ["core", "recurse"], why: "it has no effect any more" },
  { old: ["rules", "references.quoting", "force_enable"], why: "the rule runs in every dialect" },
];

function remove(config: NestedConfig, path: readonly string[]): void {
  const parent = getPath(config, path.slice(0, -1));
  if (!isSection(parent)) return;
  delete parent[path.at(-1)!];
  if (path.length > 2 && Object.keys(parent).length === 0) remove(config, path.slice(0, -1));
}

/**
 * Moves settings of earlier SQLFluff versions to their present place, in place; a value that is
 * set at the new place too wins. Keys that mean nothing any more are removed and reported to
 * `unknown`.
 */
export function remapRemoved(config: NestedConfig, unknown: UnknownSettings): void {
  for (const { old, why } of GONE) {
    if (getPath(config, old) === undefined) continue;
    unknown.report(old, `is outdated: ${why}`);
    remove(config, old);
  }
  for (const { old, now, translate } of MOVED) {
    const value = getPath(config, old);
    if (value === undefined || isSection(value)) continue;
    if (getPath(config, now) === undefined) {
      setPath(config, now, translate?.(value) ?? value);
      unknown.moved.set(now.join("."), old);
    }
    remove(config, old);
  }
}
