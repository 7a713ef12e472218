/**
 * The port of archive formats. Limits are counted on what inflating really yields, never on what
 * a header claims; what is refused or skipped is told with its reason.
 */
import type { RandomAccess } from "../files/port.ts";

/** Characters of a folder's or file's name, as most file systems have it. */
export const NAME_LENGTH = 255;

export interface ArchiveLimits {
  entries: number;
  totalBytes: number;
  fileBytes: number;
  /** Inflated bytes per compressed byte, of one entry. */
  ratio: number;
  depth: number;
  nameLength: number;
  /** How the names of SQL files end, in lower case. */
  sqlEndings: readonly string[];
}

/** Why an entry is left out that is no SQL file by its name. */
export const NOT_SQL = "not a SQL file";

/** Takes what comes out, in the order of the archive. Awaited, so it can hold the reader back. */
export interface ArchiveSink {
  /** A SQL file, by the ending of its name: its whole bytes. */
  file(name: string, bytes: Uint8Array): Promise<void>;
  /**
   * What bears on how SQL is linted: `.sqlfluff`, `.sqlfluffignore`, `pyproject.toml`,
   * `setup.cfg`, `tox.ini`, `pep8.ini`, and templates (`.j2`, `.jinja`, `.jinja2`) that are no SQL files.
   */
  companion(name: string, bytes: Uint8Array): Promise<void>;
  /** A folder that has an entry of its own; most have none, and nothing comes of it. */
  folder(name: string): Promise<void>;
  /** An entry that is left out, and why. */
  skip(name: string, reason: string): Promise<void>;
}

/** How the archive was read, where that is not plain from its bytes. */
export interface Reading {
  /** In which names were read that do not say; null where all of them do. */
  name_encoding: string | null;
  /** What was taken for something else, in whole sentences. */
  notes: string[];
}

export type ArchiveFormat = "zip" | "tar" | "tar.gz";

/**
 * Reads one archive into the sink. Throws LintelError `invalid_archive` where the whole archive
 * is refused (truncated, overlapping entries, over a limit); the message names the limit and value.
 */
export interface ArchiveReader {
  readonly format: ArchiveFormat;
  expand(
    input: RandomAccess,
    limits: ArchiveLimits,
    sink: ArchiveSink,
    signal?: AbortSignal,
  ): Promise<Reading>;
}

/** Writes an archive while it is sent: nothing of it is held but what the next part needs. */
export interface ArchiveWriter {
  /** The bytes of an entry; `name` is a relative path with slashes. */
  entry(name: string, content: Uint8Array): Promise<Uint8Array>;
  /**
   * The end of the archive. `names` are those of the entries once more, in their order: they are
   * not kept. Throws where they are fewer.
   */
  end(names: AsyncIterable<string>, comment: string): AsyncGenerator<Uint8Array, void>;
}
