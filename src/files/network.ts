/** Which file systems lie on a network: other hosts write to them, and clients keep copies. */
import { statfs } from "node:fs/promises";

/** `f_type` of statfs(2) on Linux, and what the kind is called. */
const KINDS: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x65735546, "FUSE"],
]);

/** The kind of network file system that `path` lies on; null for another. Throws what statfs throws. */
export async function networkFileSystem(path: string): Promise<string | null> {
  const { type } = await statfs(path);
  // The kernel's number is signed on some systems.
  return KINDS.get(Number(type) >>> 0) ?? null;
}
