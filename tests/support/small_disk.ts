/** A disk of a few megabytes that can be filled and set read-only: a tmpfs, which needs root. */
import { existsSync } from "node:fs";

const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";
const MOUNT = "/bin/mount";
const BALLAST = "ballast";

export interface SmallDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Takes what is left of it, to the last byte. */
  fill(): Promise<void>;
  /** Gives back what `fill` took. */
  free(): Promise<void>;
  /** Makes it refuse every write, or take them again. */
  readOnly(on: boolean): Promise<void>;
  /** Every file on it but the ballast: its path from the mount, sorted. */
  files(): Promise<string[]>;
}

/** A test with such a disk; left out only where nothing can be mounted. */
export function smallDiskTest(
  name: string,
  megabytes: number,
  test: (disk: SmallDisk) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !(existsSync(MOUNT) && Deno.uid() === 0) && !REQUIRED,
    fn: async () => {
      const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "lintel-disk-" }));
      await run(MOUNT, "-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder);
      try {
        await test(smallDisk(folder));
      } finally {
        await run("/bin/umount", "--lazy", folder);
        await Deno.remove(folder);
      }
    },
  });
}

function smallDisk(folder: string): SmallDisk {
  const ballast = `${folder}/${BALLAST}`;
  return {
    folder,
    async fill() {
      using file = await Deno.open(ballast, { append: true, create: true });
      for (let size = 64 * 1024; size > 0;) {
        try {
          if (await file.write(new Uint8Array(size)) === 0) break;
        } catch {
          size = Math.floor(size / 2);
        }
      }
    },
    free: () => Deno.remove(ballast),
    readOnly: (on) => run(MOUNT, "-o", `remount,${on ? "ro" : "rw"}`, folder),
    files: async () => (await filesIn(folder, "")).filter((name) => name !== BALLAST).sort(),
  };
}

async function filesIn(folder: string, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const name = prefix + entry.name;
    if (entry.isDirectory) names.push(...await filesIn(`${folder}/${entry.name}`, `${name}/`));
    else names.push(name);
  }
  return names;
}

async function run(path: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(path, { args }).output();
  if (!success) throw new Error(`${path}: ${new TextDecoder().decode(stderr)}`);
}
