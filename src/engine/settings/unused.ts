/** Settings that exist and that nothing reads: SQLFluff's own, and those of templaters not in use. */
import { nearest } from "../../text/nearest.ts";
import type { CheckedLayer } from "./layers.ts";
import type { UnreadSetting } from "./unknown.ts";
import { getPath, isSection, section } from "./values.ts";

/** Settings of SQLFluff's that this engine has no use for: it has no such limits and no colours. */
const UNUSED = [
  ["core", "color"],
  ["core", "library_path"],
  ["core", "max_parse_depth"],
  ["core", "max_parse_nodes"],
  ["core", "nocolor"],
  ["core", "output_line_length"],
  ["core", "processes"],
  ["core", "recursion_limit"],
  ["core", "rust_parser_max_iterations"],
  ["core", "rust_parser_warn_threshold"],
  ["core", "use_rust_parser"],
  ["core", "use_rust_rules"],
  ["core", "verbose"],
  ["indentation", "hanging_indents"],
  ["templater", "unwrap_wrapped_queries"],
];

/** What the templater `jinja` reads; `context` and `macros` hold names of the user's own. */
const JINJA = [
  "apply_dbt_builtins",
  "block_end_string",
  "block_start_string",
  "comment_end_string",
  "comment_start_string",
  "context",
  "exclude_macros_from_path",
  "load_macros_from_path",
  "loader_search_path",
  "macros",
  "variable_end_string",
  "variable_start_string",
];

/** Templaters that this engine has and that read a section of their own. */
const WITH_SECTION = ["jinja", "placeholder", "python"];

/** In every layer, what is set and never read; `templater` is the one in use. */
export function unusedSettings(
  layers: readonly CheckedLayer[],
  templater: string,
): UnreadSetting[] {
  return layers.flatMap((layer) => [
    ...UNUSED.filter((path) => getPath(layer.config, path) !== undefined).map((path) =>
      unread(layer, path, "is a setting of SQLFluff that the native engine does not use")
    ),
    ...unusedTemplating(layer, templater),
  ]);
}

function unread(
  { origin, unknown }: CheckedLayer,
  path: readonly string[],
  why: string,
  suggestion: string | null = null,
): UnreadSetting {
  const key = path.join(".");
  const written = unknown.moved.get(key)?.join(".") ?? key;
  return { key, file: origin.name, line: origin.lines?.get(written) ?? null, why, suggestion };
}

function unusedTemplating(layer: CheckedLayer, templater: string): UnreadSetting[] {
  const found: UnreadSetting[] = [];
  for (const [name, settings] of Object.entries(section(layer.config, "templater"))) {
    if (!isSection(settings)) {
      if (name === "unwrap_wrapped_queries") continue;
      const why = "is not a setting: those of a templater go to its section";
      found.push(unread(layer, ["templater", name], why));
      continue;
    }
    for (const key of Object.keys(settings)) {
      const path = ["templater", name, key];
      if (!WITH_SECTION.includes(name)) {
        found.push(unread(layer, path, `has no effect: templater ${name} reads no settings here`));
      } else if (name !== templater) {
        found.push(unread(layer, path, `has no effect: the templater is ${templater}`));
      } else if (name === "jinja" && !JINJA.includes(key)) {
        const why = "is not a setting of this templater";
        found.push(unread(layer, path, why, nearest(key, JINJA) ?? null));
      }
    }
  }
  return found;
}
