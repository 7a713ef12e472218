/**
 * SQLite and Deno KV lock their files and share memory between the processes of one host. On a
 * network file system neither holds: two hosts that open one database destroy it. So such a place
 * is refused, unless the operator says that one host alone uses it.
 */
import { dirname } from "node:path";
import type { Settings } from "../config/settings.ts";
import { networkFileSystem } from "../files/network.ts";
import { LintelError } from "../errors.ts";
import { about } from "./setting_fault.ts";

/** Throws where a file of the database or of the queue would lie on a network file system. */
export async function refuseNetworkFiles(
  settings: Pick<Settings, "DATABASE_URL" | "QUEUE_URL" | "ALLOW_NETWORK_FILESYSTEM">,
): Promise<void> {
  if (settings.ALLOW_NETWORK_FILESYSTEM) return;
  const places = [
    ["DATABASE_URL", "SQLite", settings.DATABASE_URL, "store_unavailable"],
    ["QUEUE_URL", "Deno KV", settings.QUEUE_URL, "queue_unavailable"],
  ] as const;
  for (const [name, engine, url, code] of places) {
    if (!("path" in url)) continue;
    const folder = dirname(url.path);
    // The adapters would make it next, and a folder that is not there lies nowhere yet.
    await about(name, () => Deno.mkdir(folder, { recursive: true }));
    const kind = await networkFileSystem(folder);
    if (kind === null) continue;
    throw new LintelError(
      code,
      `${name}: ${folder} lies on a network file system (${kind}), which destroys the files of ` +
        `${engine} when two hosts use them; set ALLOW_NETWORK_FILESYSTEM=1 if one host alone does`,
    );
  }
}
