/** ZIP archives for the scripts that submit them. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** A ZIP of these files, by name, in this order. */
export async function zipFiles(
  files: Iterable<readonly [name: string, text: string]>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of files) {
    await writer.add(name, new Uint8ArrayReader(new TextEncoder().encode(text)));
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}
