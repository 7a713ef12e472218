/** A store by its DATABASE_URL, as the service opens it. */
import { loadSettings } from "../../src/config/load.ts";
import type { Settings } from "../../src/config/settings.ts";
import { openStore } from "../../src/modes/stores.ts";
import type { Store } from "../../src/store/port.ts";

export function settingsOf(database: string): Settings {
  return loadSettings((name) => name === "DATABASE_URL" ? database : undefined).settings;
}

export function openByUrl(database: string): Promise<Store> {
  return openStore(settingsOf(database));
}
