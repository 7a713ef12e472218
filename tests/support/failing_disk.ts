/**
 * A disk whose writes fail on demand: a file system on a loop device whose file lies on a tmpfs, in
 * which it has no room. It takes a write into memory, as every one does, and only the fsync fails.
 * Needs root.
 */
import { existsSync } from "node:fs";

const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";
const MOUNT = "/bin/mount";
const MKFS = "/sbin/mkfs.ext4";
const LOSETUP = "/sbin/losetup";

/** Megabytes that the disk seems to have, and that there are behind it. */
const SEEMING = 256;
const THERE = 24;
/** Those at its beginning that hold its tables: of inodes, of what is taken. */
const SYSTEM = 2;

export interface FailingDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** From now on what is new on it cannot be written; with false, it can again. */
  fail(on: boolean): Promise<void>;
  /** What a machine finds on it that lost its power now: read-only, in a folder of its own. */
  afterPowerLoss(): Promise<string>;
}

/** A test with such a disk; left out only where nothing can be mounted. */
export function failingDiskTest(name: string, test: (disk: FailingDisk) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !isAble() && !REQUIRED,
    fn: async () => {
      const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "lintel-failing-" }));
      const [behind, folder, found] = [`${root}/behind`, `${root}/disk`, `${root}/found`];
      for (const path of [behind, folder, found]) await Deno.mkdir(path);
      const mounted: string[] = [];
      const mount = async (path: string, ...args: string[]) => {
        await run(MOUNT, ...args, path);
        mounted.unshift(path);
      };
      try {
        await mount(behind, "-t", "tmpfs", "-o", `size=${THERE}m`, "tmpfs");
        const image = `${behind}/image`;
        await run("/usr/bin/truncate", "-s", `${SEEMING}M`, image);
        // Without a journal: one that cannot be written makes the whole file system read-only.
        await run(MKFS, "-q", "-N", "128", "-O", "^has_journal", image);
        // What is written of the file system itself has room: ext4 without a journal says nothing
        // of an inode that it could not write.
        const block = ["bs=1M", `count=${SYSTEM}`, "conv=notrunc", "status=none"];
        await run("/bin/dd", `if=${image}`, `of=${image}`, ...block);
        await mount(folder, "-o", "loop,errors=continue", image);
        await test({
          folder,
          fail: (on) => on ? fill(`${behind}/ballast`) : Deno.remove(`${behind}/ballast`),
          async afterPowerLoss() {
            const copy = `${root}/image`;
            await run("/bin/cp", "--sparse=always", image, copy);
            await mount(found, "-o", "loop,ro", copy);
            return found;
          },
        });
      } finally {
        for (const path of mounted) await run("/bin/umount", "--lazy", path);
        await Deno.remove(root, { recursive: true });
      }
    },
  });
}

/** Whether there are the programs for it, root's rights and a loop device. */
function isAble(): boolean {
  if (Deno.uid() !== 0 || ![MOUNT, MKFS, LOSETUP].every((path) => existsSync(path))) return false;
  return new Deno.Command(LOSETUP, { args: ["--find"] }).outputSync().success;
}

/** Writes until there is no room left. */
async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, { append: true, create: true });
  for (let size = 64 * 1024; size >= 4096;) {
    try {
      await file.write(new Uint8Array(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

async function run(path: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(path, { args }).output();
  if (!success) throw new Error(`${path}: ${new TextDecoder().decode(stderr)}`);
}
