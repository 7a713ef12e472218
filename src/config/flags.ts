/** `--log-level debug` and `--log-level=debug`, for settings that no permission depends on. */
import { nearest } from "../text/nearest.ts";
import { SettingsError } from "./load.ts";
import { type Setting, type SettingName, SETTINGS } from "./settings.ts";

function flagOf(name: string): string {
  return `--${name.toLowerCase().replaceAll("_", "-")}`;
}

/** What is said of a word that is no flag, with the flag that may be meant. */
function noFlag(word: string): string {
  const settings = Object.entries<Setting<unknown>>(SETTINGS);
  const flags = settings.filter(([, { permission }]) => permission !== true);
  const meant = word.startsWith("-")
    ? nearest(word.split("=")[0]!, flags.map(([name]) => flagOf(name)))
    : undefined;
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `there is no flag ${JSON.stringify(word)}${hint}`;
}

/** Settings given as flags. Throws SettingsError for a flag that is none. */
export function flagOverrides(args: readonly string[]): Partial<Record<SettingName, string>> {
  const overrides: Partial<Record<SettingName, string>> = {};
  for (let i = 0; i < args.length; i++) {
    const [, word, joined] = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(args[i]!) ?? [];
    const name = word?.toUpperCase().replaceAll("-", "_");
    if (name === undefined || !Object.hasOwn(SETTINGS, name)) {
      throw new SettingsError([noFlag(args[i]!)]);
    }
    const setting: Setting<unknown> = SETTINGS[name as SettingName];
    if (setting.permission === true) {
      throw new SettingsError([
        `--${word}: set ${name} in the environment: permissions or secrets depend on it`,
      ]);
    }
    const value = joined ?? args[++i];
    if (value === undefined) throw new SettingsError([`--${word}: takes a value`]);
    overrides[name as SettingName] = value;
  }
  return overrides;
}
