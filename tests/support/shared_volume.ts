/**
 * One folder as two hosts see it through a network file system: two mounts of it, each of which
 * believes what it knows of names and sizes for some time. `bindfs` makes them, which needs root.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

const BINDFS = "/usr/bin/bindfs";

/** A folder, two mounts of its folder `disk`, and how one of these is made to forget what it knows. */
export interface Hosts {
  folder: string;
  a: string;
  b: string;
  /** Mounts it anew: what it believed is asked again, as after the time that it believes it for. */
  remount(mount: string): Promise<void>;
}

const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/** Longer than any test: what a mount believes, it believes until it is mounted anew. */
export const FOR_GOOD = 86_400;

/** A test with two mounts; left out only where bindfs is not installed. */
export function sharedVolumeTest(
  name: string,
  cacheSeconds: number,
  test: (hosts: Hosts) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !existsSync(BINDFS) && !REQUIRED,
    fn: async () => {
      const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "lintel-shared-" }));
      const [a, b] = [join(folder, "a"), join(folder, "b")];
      const mounted = new Set<string>();
      const attach = async (mount: string) => {
        const names = ["attr_timeout", "entry_timeout", "negative_timeout"];
        const options = names.map((option) => `${option}=${cacheSeconds}`).join();
        await run(BINDFS, "-o", options, join(folder, "disk"), mount);
        mounted.add(mount);
      };
      const detach = async (mount: string) => {
        await run("/bin/umount", "--lazy", mount);
        mounted.delete(mount);
      };
      const remount = async (mount: string) => {
        await detach(mount);
        await attach(mount);
      };
      try {
        await Deno.mkdir(join(folder, "disk"));
        for (const mount of [a, b]) {
          await Deno.mkdir(mount);
          await attach(mount);
        }
        await test({ folder, a, b, remount });
      } finally {
        for (const mount of mounted) await detach(mount);
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

async function run(path: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(path, { args }).output();
  if (!success) throw new Error(`${path}: ${new TextDecoder().decode(stderr)}`);
}
