/** Writing a file so that a crash leaves the old text or the new one. */

/** Whoever writes alone may read what is not yet in its place: the file may be a private one. */
const OWN = 0o600;

/**
 * Beside it and renamed; a file that was there keeps its mode, and a symbolic link to it stays one.
 * Where that fails nothing is left behind.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  // A link that is renamed over would be a file of its own, and what it named would stay as it was.
  const target = await unlessMissing(Deno.realPath(path)) ?? path;
  const known = await unlessMissing(Deno.stat(target));
  // Of a name that nobody has: another run may be at the same file, and a link that somebody put
  // there would be followed.
  const part = `${target}.lintel-part-${crypto.randomUUID().slice(0, 8)}`;
  try {
    await writeNew(part, bytes, known === null ? undefined : OWN);
    if (known !== null && known.mode !== null) await Deno.chmod(part, known.mode & 0o777);
    await Deno.rename(part, target);
  } catch (error) {
    await unlessMissing(Deno.remove(part));
    throw error;
  }
}

async function writeNew(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  using file = await Deno.open(path, {
    write: true,
    createNew: true,
    ...(mode === undefined ? {} : { mode }),
  });
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** What is there; null where nothing is. */
async function unlessMissing<T>(look: Promise<T>): Promise<T | null> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
