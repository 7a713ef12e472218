/** The port behind which both lint engines stand. */
import type { LintelError } from "../errors.ts";
import type { LintResult, Severity } from "./result.ts";

export const ENGINE_NAMES = ["native", "sqlfluff"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** SQLFluff's nested configuration: `{core: {...}, rules: {...}, layout: {...}, ...}`. */
export type NestedConfig = {
  [key: string]: string | number | boolean | null | NestedConfig | unknown[];
};

/** A configuration file that applies to the SQL: its path in the archive and its text. */
export interface ConfigFile {
  path: string;
  text: string;
}

/** What the user chose; absent fields mean the configuration's or SQLFluff's default. */
export interface LintOptions {
  dialect?: string;
  config?: NestedConfig;
  rules?: string[];
  exclude_rules?: string[];
}

export interface LintRequest extends LintOptions {
  /** The name that violations carry; never opened as a path. */
  file: string;
  sql: string;
  /** Outermost folder first; inner files win. */
  config_files?: ConfigFile[];
  /** Files that templates may include, import or take macros from. */
  templates?: ConfigFile[];
  fix?: boolean;
}

/** A request to explain a configuration: that of a lint request, with or without its text. */
export interface ConfigRequest extends LintOptions {
  /** Outermost folder first; inner files win. */
  config_files?: ConfigFile[];
  /** The text, for its inline directives. */
  sql?: string;
}

/** Where a value was set; `line` is 1-based, and null where it is not known. */
export type ValueSource = { file: string; line: number | null } | "option" | "default";

/** What a configuration comes to. */
export interface ConfigExplanation {
  /** `auto` where it is to be found from each text. */
  dialect: string;
  templater: string;
  /** Every setting there is, by its dotted path. */
  values: { key: string; value: unknown; default: unknown; source: ValueSource }[];
  /** What is set and nothing reads. */
  unread: {
    key: string;
    file: string;
    line: number | null;
    why: string;
    suggestion: string | null;
  }[];
  rules: {
    code: string;
    name: string;
    runs: boolean;
    /** Why it does not run; null where it does. */
    reason: string | null;
    severity: Severity;
  }[];
}

export interface RuleInfo {
  code: string;
  name: string;
  aliases: string[];
  groups: string[];
  description: string;
  fixable: boolean;
  /** Which engines run it. */
  engines: EngineName[];
  options: {
    name: string;
    default: string | number | boolean | null;
    allowed?: unknown[];
    description: string;
  }[];
  /** Why it matters, and SQL that breaks and keeps it; only for rules of the native engine. */
  why?: string;
  bad?: string;
  good?: string;
}

export interface DialectInfo {
  name: string;
  label: string;
  engines: EngineName[];
}

/** What an engine offers, answerable without loading it. */
export interface Catalogue {
  rules: RuleInfo[];
  dialects: DialectInfo[];
}

/** How an engine reads a text. */
export interface Outline {
  engine: { name: string; version: string };
  dialect: string;
  /** What the template became; null where the text has none. */
  rendered: string | null;
  /** In preorder; the texts of all leaves are the text that was read. At most 50,000 nodes. */
  tree: OutlineNode[];
  /** How many nodes there are in all. */
  nodes: number;
}

export interface OutlineNode {
  kind: string;
  /** 0 for the file. */
  depth: number;
  /** A leaf's text; null for an inner node. */
  text: string | null;
}

export interface EngineHealth {
  engine: EngineName;
  status: "healthy" | "unhealthy";
  message: string;
  version: string | null;
  /** Why it is unhealthy, with paths of this machine: for the log. */
  error?: LintelError;
}

/** Processes of an engine as the monitoring shows them. */
export interface EngineStats {
  processes: number;
  busy: number;
  started_total: number;
  killed_total: number;
  requests_total: number;
  pids: number[];
}

/**
 * An engine. `lint` throws LintelError: `timeout`, `memory_limit`, `engine_failed` (its process
 * died), `engine_unavailable`, `unknown_dialect`, `unknown_rule`, `invalid_config`,
 * `templating_unsupported`.
 */
export interface LintEngine {
  readonly name: EngineName;
  /** The version that takes part in cache keys; throws engine_unavailable. */
  version(): Promise<string>;
  catalogue(): Catalogue;
  /** Refuses options this engine does not have, naming the engine that does; throws 422 errors. */
  validate(options: LintOptions): void;
  /**
   * An aborted `signal` ends the request and rejects with its reason, where that is a LintelError;
   * an aborted `recall` does so only while no process works on the request.
   */
  lint(request: LintRequest, signal?: AbortSignal, recall?: AbortSignal): Promise<LintResult>;
  /**
   * What a configuration comes to, without linting; only where the engine can say so. Throws what
   * `lint` throws about a configuration.
   */
  explainConfig?(request: ConfigRequest, signal?: AbortSignal): Promise<ConfigExplanation>;
  /** How the text is read; absent where the engine does not tell. Throws what `lint` throws. */
  outline?(request: LintRequest, signal?: AbortSignal): Promise<Outline>;
  health(): Promise<EngineHealth>;
  stats(): EngineStats;
  /** Sets the totals of `stats` to zero. */
  resetStats(): void;
  /** Replaces every process; resolves when those that were running are gone. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
