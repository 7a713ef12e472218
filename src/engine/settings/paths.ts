import { type ConfigValue, isSection, type NestedConfig } from "./values.ts";

/** Settings of the Jinja templater that name folders or files, one or more between commas. */
const PATHS = ["load_macros_from_path", "loader_search_path", "exclude_macros_from_path"];

function resolve(value: ConfigValue, folder: string): ConfigValue {
  if (typeof value !== "string" && !Array.isArray(value)) return value;
  const list = Array.isArray(value) ? value : value.split(",");
  const paths = list.map((path) => path.trim()).filter((path) => path !== "");
  return paths.map((path) => path.startsWith("/") ? path : `${folder}/${path}`).join(",");
}

/**
 * Paths in a configuration file are meant from the folder it lies in; `path` is the file's own.
 * Changes `config`.
 */
export function resolvePaths(config: NestedConfig, path: string): void {
  const slash = path.lastIndexOf("/");
  const templater = config.templater;
  if (slash < 0 || !isSection(templater)) return;
  const jinja = templater.jinja;
  if (!isSection(jinja)) return;
  for (const key of PATHS) {
    const value = jinja[key];
    if (value !== undefined && !isSection(value)) jinja[key] = resolve(value, path.slice(0, slash));
  }
}
