/** The JSON-lines protocol that every lint process speaks, as types (`lint --jsonl`, worker.py). */
import type { ConfigExplanation, ConfigFile, NestedConfig } from "../lint/port.ts";
import type { Edit, Outcome, Severity } from "../lint/result.ts";

/**
 * One request a line. `op: "version"` asks only who answers; the native engine also answers
 * `explain_config`, what a configuration comes to, and `outline`, how the text is read.
 */
export interface WireRequest {
  id: number;
  op?: "version" | "explain_config" | "outline";
  sql?: string;
  file?: string;
  dialect?: string;
  configs?: NestedConfig;
  config_files?: ConfigFile[];
  templates?: ConfigFile[];
  rules?: string[];
  exclude_rules?: string[];
  fix?: boolean;
}

export interface WireViolation {
  code: string;
  name: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  description: string;
  severity: Severity;
  edits?: Edit[];
}

/** One answer a line; either `error`, or everything else. */
export interface WireAnswer {
  id: number;
  error?: string;
  code?: string;
  field?: string;
  hint?: string;
  violations?: WireViolation[];
  fixed?: string | null;
  dialect?: string;
  engine?: { name: string; version: string };
  statements?: { total: number; parsed: number };
  rules_run?: string[];
  rules_missing?: string[];
  outcome?: Outcome;
  notes?: string[];
  explanation?: ConfigExplanation;
}
