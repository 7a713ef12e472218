/** `lintel migrate`: brings the database to the newest schema, and says what it did. */
import { loadSettings, processEnvironment, SettingsError } from "../config/load.ts";
import { messageOf } from "../errors.ts";
import { printable } from "../text/printable.ts";
import { refuseNetworkFiles } from "./network_files.ts";
import { migrateStore } from "./stores.ts";

/** The exit code: 0 done, 1 where the database could not be had, 2 for wrong settings. */
export async function migrateMode(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`lintel migrate: takes no arguments, not ${JSON.stringify(args[0])}`);
    return 2;
  }
  try {
    const { settings } = loadSettings(processEnvironment);
    await refuseNetworkFiles(settings);
    const done = await migrateStore(settings);
    console.log(done === 0 ? "the database is up to date" : `migrations applied: ${done}`);
    return 0;
  } catch (error) {
    if (error instanceof SettingsError) {
      for (const fault of error.faults) console.error(`lintel migrate: ${printable(fault)}`);
      return 2;
    }
    console.error(`lintel migrate: ${printable(messageOf(error))}`);
    return 1;
  }
}
