/** `migrate_process.ts URL`: prints how many migrations this process applied. */
import { migrateStore } from "../../src/modes/stores.ts";
import { settingsOf } from "./open.ts";

const [url] = Deno.args;
if (url === undefined) throw new Error("usage: migrate_process.ts URL");
console.log(await migrateStore(settingsOf(url)));
