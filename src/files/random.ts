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
  const bytes = new Uint8Array(length);
  await file.seek(offset, Deno.SeekMode.Start);
  for (let at = 0; at < length;) {
    const n = await file.read(bytes.subarray(at));
    if (n === null) {
      throw new Deno.errors.UnexpectedEof(`the file ends before byte ${offset + length}`);
    }
    at += n;
  }
  return bytes;
}
