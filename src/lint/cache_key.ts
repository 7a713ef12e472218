/** What an answer depends on, as a key: the same for the service's cache and the command line's. */
import defer * as crypto from "node:crypto";
import { hasPathSeverity } from "./severity.ts";
import type { ConfigFile, EngineName, LintOptions } from "./port.ts";

export interface CacheKeyParts {
  /** Its name takes part only where configuration tells files apart by their paths. */
  file: string;
  engine: EngineName;
  version: string;
  options: LintOptions;
  /** Configuration and templates that bear on the file. */
  companions: readonly ConfigFile[];
  sha256: string;
  encoding: string | undefined;
  fix: boolean;
}

export function cacheKey(parts: CacheKeyParts): string {
  const { engine, version, options, companions, sha256, encoding, fix } = parts;
  const { dialect, config, rules, exclude_rules } = options;
  const file = hasPathSeverity(companions, config) ? parts.file : null;
  const what = [engine, version, dialect, config, rules, exclude_rules, encoding, fix, file];
  const files = companions.map((f) => [f.path, f.text]);
  return crypto.createHash("sha256").update(JSON.stringify([what, files, sha256])).digest("base64");
}
