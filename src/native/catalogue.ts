/** What the native engine offers, in the port's words; read from its generated table alone. */
import { CATALOGUE } from "../engine/catalogue.ts";
import type { RuleOption } from "../engine/settings/rule_info.ts";
import type { Catalogue, DialectInfo, RuleInfo } from "../lint/port.ts";

/** In place of a dialect: the engine finds that of each file, and its answer names it. */
const AUTO = "auto";

export const NATIVE_VERSION: string = CATALOGUE.version;

function allowedOf(option: RuleOption): unknown[] | undefined {
  const { allowed } = option;
  if (allowed === undefined) return undefined;
  if ("min" in allowed) return [`${allowed.min} to ${allowed.max}`];
  return [...allowed];
}

/** Defaults are scalars; a section has none of its own. */
function scalar(value: RuleOption["default"]): string | number | boolean | null {
  return typeof value === "object" ? null : value;
}

export const NATIVE_CATALOGUE: Catalogue = {
  rules: CATALOGUE.rules.map((rule): RuleInfo => ({
    code: rule.code,
    name: rule.name,
    aliases: [...rule.aliases],
    groups: [...rule.groups],
    description: rule.description,
    fixable: rule.fixable,
    engines: ["native"],
    options: rule.options.map((option) => ({
      name: option.name,
      default: scalar(option.default),
      allowed: allowedOf(option),
      description: option.description,
    })),
    why: rule.rationale,
    bad: rule.bad,
    good: rule.good,
  })),
  dialects: [
    { name: AUTO, label: "found for each file", engines: ["native"] },
    ...CATALOGUE.dialects.map((name): DialectInfo => ({ name, label: name, engines: ["native"] })),
  ],
};
