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
  planned("TQ01", "tsql.sp_prefix", "tsql", ["L056"]),
  planned("TQ02", "tsql.procedure_begin_end", "tsql"),
  planned("TQ03", "tsql.empty_batch", "tsql"),
  planned("TQ04", "tsql.prefer_as_alias", "tsql", [], ["force_enable"]),
];
