import type { PlannedRule } from "../settings/mod.ts";

/** Rules of SQLFluff's that this build does not have yet; asking for one says so. */
export const PLANNED_RULES: readonly PlannedRule[] = [];
