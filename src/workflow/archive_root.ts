/** The folder that holds all of an archive: what lies above it is only how it was packed. */
import { configFilesFor } from "../lint/companions.ts";
import type { ConfigFile } from "../lint/port.ts";
import { endingsIn } from "../lint/sql_endings.ts";

export class ArchiveRoot {
  private folders: string[] | null = null;

  /** Takes the name of one file of the archive into account. */
  add(name: string): void {
    const folders = name.split("/").slice(0, -1);
    if (this.folders === null) {
      this.folders = folders;
      return;
    }
    const end = this.folders.findIndex((folder, at) => folder !== folders[at]);
    if (end >= 0) this.folders = this.folders.slice(0, end);
  }

  /**
   * Endings of SQL files that configuration of this folder says, as SQLFluff takes them from that of
   * the folder it is started in; null where it does not.
   */
  endings(companions: readonly ConfigFile[]): readonly string[] | null {
    return endingsIn(configFilesFor([...this.folders ?? [], "any"].join("/"), companions));
  }
}
