/**
 * Reads stretches of files that never change once they are in place, a block at a time: the
 * sources of an archive lie side by side in one pack and are asked for one after the other, and
 * opening the pack for each would cost more than reading it.
 */
import { readOnce } from "./random.ts";

const BLOCK = 256 * 1024;
/** Blocks kept in memory. */
const KEPT = 16;

interface Block {
  path: string;
  start: number;
  bytes: Promise<Uint8Array>;
}

export class Blocks {
  /** Used longest ago first. */
  private blocks: Block[] = [];

  /** The bytes; throws what opening or reading the file throws. */
  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    if (length > BLOCK) return await readOnce(path, offset, length);
    for (const block of this.blocks) {
      if (block.path !== path || offset < block.start || offset >= block.start + BLOCK) continue;
      const bytes = await block.bytes;
      const at = offset - block.start;
      if (at + length <= bytes.length) {
        this.keep(block);
        return bytes.slice(at, at + length);
      }
    }
    const block = { path, start: offset, bytes: readOnce(path, offset, length, BLOCK) };
    this.keep(block);
    try {
      return (await block.bytes).slice(0, length);
    } catch (error) {
      this.blocks = this.blocks.filter((b) => b !== block);
      throw error;
    }
  }

  /** Forgets what was read of files whose path begins so. */
  forget(prefix: string): void {
    this.blocks = this.blocks.filter((block) => !block.path.startsWith(prefix));
  }

  private keep(block: Block): void {
    this.blocks = this.blocks.filter((b) => b !== block);
    this.blocks.push(block);
    if (this.blocks.length > KEPT) this.blocks.shift();
  }
}
