/** The signs that set a template's tags, expressions and comments apart from its text. */
import { EngineError } from "../../errors.ts";
import type { NestedConfig } from "../../settings/values.ts";

/** How something of the template starts and ends. */
export interface Delimiter {
  readonly start: string;
  readonly end: string;
}

export interface Delimiters {
  readonly block: Delimiter;
  readonly variable: Delimiter;
  readonly comment: Delimiter;
}

/** The signs that Jinja has unless it is told otherwise. */
export const STANDARD: Delimiters = {
  block: { start: "{%", end: "%}" },
  variable: { start: "{{", end: "}}" },
  comment: { start: "{#", end: "#}" },
};

const KINDS = ["block", "variable", "comment"] as const;

function invalid(field: string, why: string): never {
  throw new EngineError("invalid_config", `${field} ${why}.`, field);
}

/**
 * The signs that the `jinja` section of the configuration names (`block_start_string` and so on),
 * else the standard ones. Throws EngineError `invalid_config` where they cannot be told apart.
 */
export function delimitersOf(config: NestedConfig): Delimiters {
  const sign = (kind: typeof KINDS[number], end: "start" | "end"): string => {
    const key = `${kind}_${end}_string`;
    const value = config[key];
    if (value === undefined) return STANDARD[kind][end];
    const field = `templater.jinja.${key}`;
    if (typeof value !== "string") return invalid(field, "is not a text");
    if (value.trim() === "") return invalid(field, "is empty: name the signs, or leave it out");
    return value.trim();
  };
  const own = (kind: typeof KINDS[number]) => ({
    start: sign(kind, "start"),
    end: sign(kind, "end"),
  });
  const found = { block: own("block"), variable: own("variable"), comment: own("comment") };
  for (const [at, kind] of KINDS.entries()) {
    const same = KINDS.slice(0, at).find((other) => found[other].start === found[kind].start);
    if (same === undefined) continue;
    const field = `templater.jinja.${kind}_start_string`;
    return invalid(field, `is ${found[kind].start}, as ${same}_start_string is: they must differ`);
  }
  const isStandard = KINDS.every((kind) =>
    found[kind].start === STANDARD[kind].start && found[kind].end === STANDARD[kind].end
  );
  return isStandard ? STANDARD : found;
}

/** What a text has to hold to be more than text. */
export function opensTemplate(source: string, { block, variable, comment }: Delimiters): boolean {
  return source.includes(block.start) || source.includes(variable.start) ||
    source.includes(comment.start);
}
