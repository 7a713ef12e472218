/** A second name for a file, or a copy where the file system has no such names. */
import { WholeFile } from "./whole_file.ts";
import { codeOf } from "./visible.ts";

/** What says that the file system, or this file's number of names, allows no further name. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "ENOSYS", "EXDEV", "EACCES"]);

const CHUNK = 1024 * 1024;

/** Both names are ours alone and never written again. Throws what the disk says otherwise. */
export async function linkOrCopy(
  source: string,
  target: string,
  link: (source: string, target: string) => Promise<void> = Deno.link,
): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    // A call whose answer was lost on the network was sent again, and finds what it made.
    if (error instanceof Deno.errors.AlreadyExists) return;
    if (!NO_LINKS.has(codeOf(error)) && !(error instanceof Deno.errors.NotSupported)) throw error;
    await copy(source, target);
  }
}

async function copy(source: string, target: string): Promise<void> {
  const input = await Deno.open(source, { read: true });
  const output = new WholeFile(target);
  try {
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const read = await input.read(chunk);
      if (read === null) break;
      await output.write(chunk.subarray(0, read));
    }
    await output.finish();
  } catch (error) {
    await output.abort();
    throw error;
  } finally {
    input.close();
  }
}
