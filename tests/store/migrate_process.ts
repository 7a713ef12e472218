/** `migrate_process.ts PATH`: prints how many migrations this process applied. */
import { migrate } from "../../src/store/sqlite/mod.ts";

const [path] = Deno.args;
if (path === undefined) throw new Error("usage: migrate_process.ts PATH");
console.log(await migrate(path));
