/** A leaf of the configuration. */
export type ConfigValue = string | number | boolean | null | string[];

/** SQLFluff's nested configuration: sections of sections of values. */
export interface NestedConfig {
  [key: string]: ConfigValue | NestedConfig;
}

/** A section without a prototype, so that no key can reach one. */
export function emptySection(): NestedConfig {
  return Object.create(null) as NestedConfig;
}

/** Whether a node of the configuration is a section. */
export function isSection(value: unknown): value is NestedConfig {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const INTEGER = /^[+-]?\d+(_\d+)*$/;
const FLOAT = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+)?$/i;

/**
 * The value that a text stands for in an INI file or an inline directive: a number, true, false,
 * none (null), or the text itself.
 */
export function coerce(text: string): ConfigValue {
  const trimmed = text.trim();
  if (INTEGER.test(trimmed) || FLOAT.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const word = trimmed.toLowerCase();
  if (word === "true") return true;
  if (word === "false") return false;
  return word === "none" ? null : text;
}

/** The parts of a comma-separated setting; a list is taken as it is, null is no parts. */
export function splitList(value: ConfigValue | NestedConfig | undefined): string[] {
  if (value === undefined || value === null || isSection(value)) return [];
  const parts = Array.isArray(value) ? value : String(value).split(",");
  return parts.map((part) => String(part).trim()).filter((part) => part !== "");
}

/** `layers` laid over each other, the last one winning; the inputs are left as they are. */
export function merge(...layers: NestedConfig[]): NestedConfig {
  const merged = emptySection();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const under = merged[key];
      if (!isSection(value)) merged[key] = value;
      else merged[key] = merge(isSection(under) ? under : emptySection(), value);
    }
  }
  return merged;
}

/** The value at a path, or undefined. */
export function getPath(
  config: NestedConfig,
  path: readonly string[],
): ConfigValue | NestedConfig | undefined {
  let at: ConfigValue | NestedConfig | undefined = config;
  for (const key of path) {
    if (!isSection(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** Sets the value at a path, making the sections on the way. */
export function setPath(
  config: NestedConfig,
  path: readonly string[],
  value: ConfigValue | NestedConfig,
): void {
  let at = config;
  for (const key of path.slice(0, -1)) {
    let next = Object.hasOwn(at, key) ? at[key] : undefined;
    if (!isSection(next)) at[key] = next = emptySection();
    at = next;
  }
  at[path.at(-1)!] = value;
}

/** The section at a path; an empty one when there is none. */
export function section(config: NestedConfig, ...path: string[]): NestedConfig {
  const found = getPath(config, path);
  return isSection(found) ? found : emptySection();
}
