/** What the use cases work with: ports and settings, chosen by the composition roots. */
import type {
  ArchiveFormat,
  ArchiveLimits,
  ArchiveReader,
  ArchiveWriter,
} from "../archive/port.ts";
import type { FileStore } from "../files/port.ts";
import type { EngineName, LintEngine } from "../lint/port.ts";
import type { Queue } from "../queue/port.ts";
import type { Store } from "../store/port.ts";
import type { Admission } from "./admission.ts";
import type { AuditLog } from "./audit.ts";
import type { Announcer } from "./announce.ts";
import type { WebhookParts } from "./webhooks/parts.ts";

export interface Limits {
  /** Largest upload and largest single SQL file, bytes. */
  uploadBytes: number;
  archive: ArchiveLimits;
  /** Attempts at a task or an expansion. */
  attempts: number;
}

export interface Services {
  store: Store;
  admission: Admission;
  queue: Queue;
  announcer: Announcer;
  audit: AuditLog;
  files: FileStore;
  webhooks: WebhookParts;
  engines: ReadonlyMap<EngineName, LintEngine>;
  archives: (format: ArchiveFormat) => ArchiveReader;
  /** A new archive, whose entries bear the time `modified`. */
  packer: (modified: number) => ArchiveWriter;
  limits: Limits;
  defaults: { dialect: string; engine: EngineName };
  /** Unix milliseconds. */
  now: () => number;
}
