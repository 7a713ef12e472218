/** What this service sets where neither a request nor its configuration files say otherwise. */
import type { ConfigFile } from "../lint/port.ts";

/** SQLFluff's own default; saying it again would only cost. */
const ENGINE_DEFAULT = "ansi";

/** The configuration files of a request behind one that sets the service's default dialect. */
export function withDefaults(dialect: string, files: readonly ConfigFile[]): ConfigFile[] {
  if (dialect === ENGINE_DEFAULT) return [...files];
  const text = `[sqlfluff]\ndialect = ${dialect}\n`;
  return [{ path: ".sqlfluff", text }, ...files];
}
