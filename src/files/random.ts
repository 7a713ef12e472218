/** A file opened for reading at any place. */
import type { RandomAccess } from "./port.ts";

/** Opens `path`; throws what Deno.open throws. A read past the end throws UnexpectedEof. */
export async function openRandom(path: string): Promise<RandomAccess> {
  const file = await Deno.open(path, { read: true });
  const { size } = await file.stat();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    size,
    read(offset, length) {
      // One handle has one position: a seek and its reads must not mix with another's.
      const result = turn.then(() => readAt(file, offset, length));
      turn = result.catch(() => {});
      return result;
    },
    close: () => file.close(),
  };
}

async function readAt(file: Deno.FsFile, offset: number, length: number): Promise<Uint8Array> {
  return await readStretch(file, offset, length, length);
}

/**
 * From `least` bytes, as many as the file has, up to `most`. A file with fewer is UnexpectedEof.
 * Moves the position of the handle.
 */
async function readStretch(
  file: Deno.FsFile,
  offset: number,
  least: number,
  most: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  // Where a position is set, nothing waits for a disk.
  file.seekSync(offset, Deno.SeekMode.Start);
  let at = 0;
  while (at < least) {
    const n = await file.read(bytes.subarray(at));
    if (n === null) {
      throw new Deno.errors.UnexpectedEof(`the file ends before byte ${offset + least}`);
    }
    at += n;
  }
  return at === most ? bytes : bytes.slice(0, at);
}

/** `readStretch` of a file that is opened for it alone; throws what Deno.open throws too. */
export async function readOnce(
  path: string,
  offset: number,
  least: number,
  most = least,
): Promise<Uint8Array> {
  const file = await Deno.open(path, { read: true });
  try {
    return await readStretch(file, offset, least, most);
  } finally {
    file.close();
  }
}
