/** The stores by the scheme of DATABASE_URL. A new one is one line here. */
import type { Settings } from "../config/settings.ts";
import type { Store } from "../store/port.ts";
import { about } from "./setting_fault.ts";

interface StoreKind {
  open(): Promise<Store>;
  /** Creates or migrates the tables; how many migrations were applied. */
  migrate(): Promise<number>;
}

type StoreSettings = Pick<
  Settings,
  "DATABASE_URL" | "DATABASE_POOL_SIZE" | "DATABASE_POOL_IDLE_SECONDS" | "DATABASE_TLS_CA"
>;

/** Adapters are loaded for their scheme only: the driver of MySQL alone takes a tenth of a second. */
async function kindOf(settings: StoreSettings): Promise<StoreKind> {
  const url = settings.DATABASE_URL;
  switch (url.scheme) {
    case "sqlite": {
      const sqlite = await import("../store/sqlite/mod.ts");
      return {
        open: () => sqlite.openSqliteStore(url.path),
        migrate: () => sqlite.migrate(url.path),
      };
    }
    case "mysql": {
      const mysql = await import("../store/mysql/mod.ts");
      const { scheme: _, ...address } = url;
      const options = {
        address: { ...address, ca: await certificate(settings.DATABASE_TLS_CA) },
        poolSize: settings.DATABASE_POOL_SIZE,
        idleSeconds: settings.DATABASE_POOL_IDLE_SECONDS,
      };
      return {
        open: () => mysql.openMysqlStore(options),
        migrate: () => mysql.migrate(options),
      };
    }
  }
}

async function certificate(path: string): Promise<string | undefined> {
  if (path === "") return undefined;
  return await about("DATABASE_TLS_CA", () => Deno.readTextFile(path));
}

export async function openStore(settings: StoreSettings): Promise<Store> {
  const kind = await kindOf(settings);
  return await about("DATABASE_URL", () => kind.open());
}

export async function migrateStore(settings: StoreSettings): Promise<number> {
  const kind = await kindOf(settings);
  return await about("DATABASE_URL", () => kind.migrate());
}
