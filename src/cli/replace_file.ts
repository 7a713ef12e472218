/** Writing a file so that a crash leaves the old text or the new one. */

/**
 * Beside it and renamed; a file that was there keeps its mode, and a symbolic link to it stays one.
 * Where that fails nothing is left behind.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  // A link that is renamed over would be a file of its own, and what it named would stay as it was.
  const target = await unlessMissing(Deno.realPath(path)) ?? path;
  const part = `${target}.lintel-part`;
  try {
    await Deno.writeFile(part, bytes);
    const mode = (await unlessMissing(Deno.stat(target)))?.mode ?? null;
    if (mode !== null) await Deno.chmod(part, mode & 0o777);
    await Deno.rename(part, target);
  } catch (error) {
    await unlessMissing(Deno.remove(part));
    throw error;
  }
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
