import { EngineError } from "../errors.ts";

type Column = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array;

/** What makes columns of one kind; the column is of zeros. */
interface ColumnType<C extends Column> {
  new (length: number): C;
  new (buffer: ArrayBuffer, offset: number, length: number): C;
  readonly BYTES_PER_ELEMENT: number;
}

/** Columns of so many bytes are given back at once, and not when the collector gets to them. */
const LARGE = 1 << 16;
const MEGABYTE = 1 << 20;
/** Columns of up to so many bytes are cut from a slab: a buffer each costs more than its bytes. */
const SMALL = 1 << 13;
const SLAB = 1 << 15;
/** Where every column may start, whatever its elements. */
const ALIGNMENT = 4;

/**
 * Where the columns of one text come from: it counts them, so that a text that would take more than
 * it may is refused before the memory is taken.
 */
export class Arena {
  /** Bytes of the columns that are in use. */
  used = 0;
  /** The most that has been in use at once. */
  peak = 0;
  /** The slab that small columns are cut from, and how much of it is taken. */
  #slab: ArrayBuffer | null = null;
  #taken = 0;

  /** `limit` is in bytes. */
  constructor(readonly limit = Infinity) {}

  /** A column of zeros. Throws EngineError `memory_limit` when it would go over the limit. */
  make<C extends Column>(type: ColumnType<C>, length: number): C {
    const bytes = length * type.BYTES_PER_ELEMENT;
    this.#claim(bytes);
    if (bytes > SMALL) return new type(length);
    if (this.#slab === null || this.#taken + bytes > SLAB) {
      this.#slab = new ArrayBuffer(SLAB);
      this.#taken = 0;
    }
    const offset = this.#taken;
    this.#taken = (offset + bytes + ALIGNMENT - 1) & -ALIGNMENT;
    return new type(this.#slab, offset, length);
  }

  /** A column as it is with another length; the old one must not be used again. */
  resize<C extends Column>(column: C, type: ColumnType<C>, length: number): C {
    const resized = this.make(type, length);
    resized.set(length < column.length ? column.subarray(0, length) : column);
    this.release(column);
    return resized;
  }

  /** Takes a column back; it must not be used again, nor must views of it. */
  release(column: Column): void {
    this.forget(column);
    if (column.byteLength >= LARGE) (column.buffer as ArrayBuffer).transfer(0);
  }

  /** No longer counts a column that is left to the collector, since others may hold views of it. */
  forget(column: Column): void {
    this.used -= column.byteLength;
  }

  #claim(bytes: number): void {
    const used = this.used + bytes;
    if (used > this.limit) {
      const most = Math.floor(this.limit / MEGABYTE);
      const message = `Linting the SQL takes more than the ${most} MB that are allowed.`;
      throw new EngineError("memory_limit", message, "sql");
    }
    this.used = used;
    if (used > this.peak) this.peak = used;
  }
}
