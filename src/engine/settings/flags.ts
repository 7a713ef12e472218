/** Settings that are on or off, however they are written. */
import type { UnknownSettings } from "./unknown.ts";
import { type ConfigValue, isSection, type NestedConfig } from "./values.ts";

/** What a flag may be besides on and off, by its dotted path. */
const BEYOND: Readonly<Record<string, readonly ConfigValue[]>> = {
  "indentation.template_blocks_indent": ["force"],
};

/** Words for on that mean what they say. */
const ON = ["yes", "on"];

/** The two numbers that stand for off and on. */
const NUMBERS: readonly unknown[] = [0, 1];

/** What a flag of a rule means: 0 and 1 are off and on, and anything else is left to its check. */
export function asRuleFlag<T>(value: T): T | boolean {
  return NUMBERS.includes(value) ? value === 1 : value;
}

/**
 * Replaces the flags of a section, which are those with a default that is on or off, by what they
 * mean. Outside of the sections of rules that is what SQLFluff takes them for: off are false, none,
 * zero and an empty text; any other text is on, even `off`. Since nobody who writes that expects
 * it, that is told.
 */
export function settleFlags(
  settings: NestedConfig,
  name: string,
  defaults: Readonly<Record<string, ConfigValue>>,
  unknown: UnknownSettings,
): void {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof defaults[key] !== "boolean" || isSection(value)) continue;
    if (BEYOND[`${name}.${key}`]?.includes(value as ConfigValue)) continue;
    settings[key] = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (typeof value !== "string" || value === "" || ON.includes(value.toLowerCase())) continue;
    unknown.report([name, key], `is '${value}', which counts as true: write true or false`);
  }
}
