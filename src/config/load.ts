/** Reads the settings from an environment. */
import { processEnvironment } from "./environment.ts";
import { secretFile } from "./secret_files.ts";
import { RETIRED, type Setting, type SettingName, SETTINGS, type Settings } from "./settings.ts";
import { SettingsError } from "./settings_error.ts";

export { processEnvironment, SettingsError };

export type Environment = (name: string) => string | undefined;

export interface LoadedSettings {
  settings: Settings;
  /** Remarks worth a log line: old names in use, names without meaning. */
  remarks: string[];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** The value given for a setting and the name it was given under. */
export function given(
  name: SettingName,
  environment: Environment,
): { name: string; value: string } | null {
  const setting: Setting<unknown> = SETTINGS[name];
  for (const candidate of [name, ...(setting.aliases ?? [])]) {
    const value = environment(candidate);
    if (value !== undefined && value !== "") return { name: candidate, value };
  }
  return null;
}

/**
 * Parses every setting. `overrides` (from flags) win over the environment.
 * Throws SettingsError with every fault at once.
 */
export function loadSettings(
  environment: Environment,
  overrides: Partial<Record<SettingName, string>> = {},
): LoadedSettings {
  const faults: string[] = [];
  const remarks: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS) as [SettingName, Setting<unknown>][]) {
    let found = given(name, environment);
    if (found !== null && found.name !== name) remarks.push(`${found.name} is read as ${name}`);
    const file = secretFile(name, environment);
    if (file !== null && "fault" in file) {
      faults.push(file.fault);
      continue;
    }
    if (file !== null && found !== null) {
      faults.push(`${file.variable}: ${found.name} is set as well; one of the two has to go`);
      continue;
    }
    if (file !== null) found = { name: file.variable, value: file.value };
    const text = overrides[name] ?? found?.value ?? setting.default;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else {
      const takes = parsed.error.issues[0]?.message ?? "is not valid";
      const shown = setting.secret === true ? "" : `, not ${JSON.stringify(text)}`;
      faults.push(
        `${overrides[name] === undefined ? found?.name ?? name : name}: ${takes}${shown}`,
      );
    }
  }
  for (const [name, hint] of Object.entries(RETIRED)) {
    if (environment(name) !== undefined) remarks.push(`${name} has no meaning here: ${hint}`);
  }
  if (faults.length === 0) {
    const s = values as unknown as Settings;
    if (!LOOPBACK.test(s.HOST) && s.API_TOKENS.length === 0 && !s.ALLOW_ANONYMOUS) {
      faults.push(
        `HOST: ${
          JSON.stringify(s.HOST)
        } is reachable from other machines; set API_TOKENS, or ALLOW_ANONYMOUS=1`,
      );
    }
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return { settings: values as unknown as Settings, remarks };
}

/** The folder that `zip_file_path` may name files in. */
export function inboxRoot(settings: Pick<Settings, "INBOX_ROOT" | "STORAGE_ROOT">): string {
  return settings.INBOX_ROOT === "" ? `${settings.STORAGE_ROOT}/inbox` : settings.INBOX_ROOT;
}

/** Where Deno keeps compiled modules; lint processes are told, because their environment is empty. */
export function denoDirectory(environment: Environment = processEnvironment): string | undefined {
  const given = environment("DENO_DIR");
  if (given !== undefined && given !== "") return given;
  const cache = environment("XDG_CACHE_HOME");
  if (cache !== undefined && cache !== "") return `${cache}/deno`;
  const home = environment("HOME");
  if (home === undefined || home === "") return undefined;
  return Deno.build.os === "darwin" ? `${home}/Library/Caches/deno` : `${home}/.cache/deno`;
}

/** Where programs are looked for. */
export function searchPath(environment: Environment = processEnvironment): string | undefined {
  return environment("PATH");
}
