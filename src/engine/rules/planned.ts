import type { PlannedRule } from "../settings/mod.ts";

function planned(
  code: string,
  name: string,
  group: string,
  aliases: string[] = [],
  options: string[] = [],
): PlannedRule {
  return { code, name, groups: ["all", group], aliases, options };
}

/** Rules of SQLFluff's that this build does not have yet: those of one dialect or templater. */
export const PLANNED_RULES: readonly PlannedRule[] = [
  planned("OR01", "oracle.empty_batch", "oracle"),
];
