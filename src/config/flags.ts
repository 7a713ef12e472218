/** `--log-level debug` and `--log-level=debug`, for settings that no permission depends on. */
import { SettingsError } from "./load.ts";
import { type Setting, type SettingName, SETTINGS } from "./settings.ts";

/** Settings given as flags. Throws SettingsError for a flag that is none. */
export function flagOverrides(args: readonly string[]): Partial<Record<SettingName, string>> {
  const overrides: Partial<Record<SettingName, string>> = {};
  for (let i = 0; i < args.length; i++) {
    const [, word, joined] = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(args[i]!) ?? [];
    const name = word?.toUpperCase().replaceAll("-", "_");
    if (name === undefined || !Object.hasOwn(SETTINGS, name)) {
      throw new SettingsError([`there is no flag ${JSON.stringify(args[i])}`]);
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
