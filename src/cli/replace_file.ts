/** Writing a file so that a crash leaves the old text or the new one. */

/** Beside it and renamed; a file that was there keeps its mode. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.lintel-part`;
  await Deno.writeFile(part, bytes);
  const mode = await modeOf(path);
  if (mode !== null) await Deno.chmod(part, mode & 0o777);
  await Deno.rename(part, path);
}

async function modeOf(path: string): Promise<number | null> {
  try {
    return (await Deno.stat(path)).mode;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
