/**
 * One folder as two hosts see it through a network file system: two mounts of it, each of which
 * believes what it knows of names and sizes for some time. `bindfs` makes them, which needs root.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

const BINDFS = "/usr/bin/bindfs";
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/** A test with two mounts; left out only where bindfs is not installed. */
export function sharedVolumeTest(
  name: string,
  cacheSeconds: number,
  test: (hosts: { folder: string; a: string; b: string }) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !existsSync(BINDFS) && !REQUIRED,
    fn: async () => {
      const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "lintel-shared-" }));
      const [a, b] = [join(folder, "a"), join(folder, "b")];
      const mounted: string[] = [];
      try {
        await Deno.mkdir(join(folder, "disk"));
        for (const mount of [a, b]) {
          await Deno.mkdir(mount);
          const names = ["attr_timeout", "entry_timeout", "negative_timeout"];
          const options = names.map((option) => `${option}=${cacheSeconds}`).join();
          await run(BINDFS, "-o", options, join(folder, "disk"), mount);
          mounted.push(mount);
        }
        await test({ folder, a, b });
      } finally {
        for (const mount of mounted) await run("/bin/umount", "--lazy", mount);
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

async function run(path: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(path, { args }).output();
  if (!success) throw new Error(`${path}: ${new TextDecoder().decode(stderr)}`);
}
