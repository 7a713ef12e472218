/** What is thrown for wrong settings; by itself, since not all who throw it read settings. */

/** Settings that are wrong: one line a fault, naming the setting and what it takes. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "SettingsError";
  }
}
