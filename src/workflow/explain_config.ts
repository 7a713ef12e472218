/** What a configuration comes to: here, with what this service sets where nobody else does. */
import { LintelError } from "../errors.ts";
import { configFilesFor, ignoredBy } from "../lint/companions.ts";
import type { Catalogue, ConfigExplanation, ConfigFile, ConfigRequest } from "../lint/port.ts";
import { explainSeverity, withoutOwn } from "../lint/severity.ts";
import { withDefaults } from "./defaults.ts";
import type { Services } from "./services.ts";

export interface ExplainRequest extends ConfigRequest {
  /** The path of the file whose configuration it is, among `config_files`. */
  file?: string;
  signal?: AbortSignal;
}

export interface Explained extends ConfigExplanation {
  /** Paths of the configuration files that apply, outermost first. */
  applied: string[];
  /** What leaves the file out, as a job's `skipped` says it; null where nothing does. */
  ignored_by: string | null;
}

/** Stands as the file of what this service sets. */
const SERVICE = "DEFAULT_DIALECT";

/**
 * Explains what the native engine makes of a configuration. With `file`, of `config_files` those
 * apply that lie in its folder and those above; without it, all of them in their order. Throws
 * what linting throws about a configuration.
 */
export async function explainConfig(
  services: Pick<Services, "engines" | "defaults">,
  catalogue: Catalogue,
  { file, signal, ...request }: ExplainRequest,
): Promise<Explained> {
  const engine = services.engines.get("native");
  if (engine?.explainConfig === undefined) {
    throw new LintelError("engine_unavailable", "No engine here can explain a configuration.");
  }
  engine.validate(request);
  const given = request.config_files ?? [];
  const applied = file === undefined ? given : configFilesFor(file, given);
  const { config } = request;
  const config_files = withService(services.defaults.dialect, applied);
  const ofEngine = await engine.explainConfig(
    { ...request, config: withoutOwn(config), config_files },
    signal,
  );
  const explained = explainSeverity(ofEngine, file, applied, config);
  const known = new Set(explained.rules.map(({ code }) => code));
  const elsewhere = catalogue.rules.filter(({ code }) => !known.has(code)).map((rule) => ({
    code: rule.code,
    name: rule.name,
    runs: false,
    reason: `the engine native does not have it; ${rule.engines.join(", ")} does`,
    severity: "error" as const,
  }));
  return {
    ...explained,
    values: explained.values.map((value) => ({ ...value, source: withoutLine(value.source) })),
    rules: [...explained.rules, ...elsewhere].sort((a, b) => a.code < b.code ? -1 : 1),
    applied: applied.map(({ path }) => path),
    ignored_by: file === undefined ? null : ignoredBy(file, given, request.config),
  };
}

/** The files behind what this service sets, which goes by the name of the setting. */
function withService(dialect: string, files: readonly ConfigFile[]): ConfigFile[] {
  const all = withDefaults(dialect, files);
  return all.length === files.length ? all : [{ ...all[0]!, path: SERVICE }, ...files];
}

function withoutLine(
  source: ConfigExplanation["values"][number]["source"],
): ConfigExplanation["values"][number]["source"] {
  return typeof source === "object" && source.file === SERVICE ? { ...source, line: null } : source;
}
