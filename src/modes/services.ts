/** Chooses the adapters that the settings name and puts the services together. */
import { readerFor, zipWriter } from "../archive/mod.ts";
import { NAME_LENGTH } from "../archive/port.ts";
import { denoDirectory, inboxRoot, searchPath, SettingsError } from "../config/load.ts";
import type { Settings } from "../config/settings.ts";
import { allEnded, LintelError } from "../errors.ts";
import { Volume } from "../files/volume.ts";
import { mergeCatalogues } from "../lint/catalogue.ts";
import type { Catalogue, EngineName, LintEngine } from "../lint/port.ts";
import { NATIVE_CATALOGUE } from "../native/catalogue.ts";
import { nativeEngine } from "../native/engine.ts";
import { refuseNetworkFiles } from "./network_files.ts";
import { openQueue } from "./queues.ts";
import { about } from "./setting_fault.ts";
import { SQLFLUFF_CATALOGUE } from "../sqlfluff/catalogue.ts";
import { sqlfluffEngine } from "../sqlfluff/engine.ts";
import { Admission } from "../workflow/admission.ts";
import { AuditLog } from "../workflow/audit.ts";
import { SenderProcess } from "../webhooks/process.ts";
import { webhookParts } from "../workflow/webhooks/parts.ts";
import { SecretKeys } from "../workflow/webhooks/secret_keys.ts";
import { Announcer } from "../workflow/announce.ts";
import type { Services } from "../workflow/services.ts";
import type { Store } from "../store/port.ts";
import { clockService, StoreClock } from "../workflow/clock.ts";
import { openStore } from "./stores.ts";

export interface Opened {
  services: Services;
  catalogue: Catalogue;
  /** Processes each engine may run. */
  concurrency: number;
  close(): Promise<void>;
}

/** Opens store, queue, files and engines. Throws what their opening throws. */
export async function openServices(settings: Settings): Promise<Opened> {
  const catalogue = mergeCatalogues(NATIVE_CATALOGUE, SQLFLUFF_CATALOGUE);
  const concurrency = settings.WORKER_CONCURRENCY || navigator.hardwareConcurrency;
  const engines = openEngines(settings, catalogue, concurrency);
  refuseUnknownDialect(settings, engines);
  const files = await openFiles(settings);
  await refuseNetworkFiles(settings);
  const store = await openStore(settings);
  const { clock, queue } = await closingOnFailure(store, async () => ({
    clock: await StoreClock.open(store),
    queue: await openQueue(settings),
  }));
  const timekeeper = clockService(clock);
  timekeeper.start();
  const announcer = new Announcer(queue);
  const audit = new AuditLog(store);
  const sender = openSender(settings);
  return {
    catalogue,
    concurrency,
    services: {
      store,
      admission: new Admission(store, settings.MAX_QUEUED_TASKS),
      queue,
      announcer,
      audit,
      webhooks: webhookParts({
        sender,
        allow: settings.WEBHOOK_ALLOW,
        secrets: new SecretKeys(settings.SECRETS_KEY),
        timeout: settings.WEBHOOK_TIMEOUT_SECONDS * 1000,
      }),
      files,
      engines,
      archives: readerFor,
      packer: zipWriter,
      limits: limitsOf(settings),
      defaults: { dialect: settings.DEFAULT_DIALECT, engine: settings.DEFAULT_ENGINE },
      now: () => clock.now(),
    },
    async close() {
      // The last one first, and each of them whatever becomes of those before it.
      await using closing = new AsyncDisposableStack();
      closing.defer(() => store.close());
      closing.defer(() => queue.close());
      closing.defer(() => timekeeper.stop());
      closing.defer(() => allEnded([...engines.values()].map((engine) => engine.close())));
      closing.defer(() => sender.close());
      closing.defer(() => audit.close());
      closing.defer(() => announcer.settled());
    },
  };
}

function limitsOf(settings: Settings): Services["limits"] {
  return {
    uploadBytes: settings.MAX_UPLOAD_BYTES,
    attempts: settings.TASK_MAX_ATTEMPTS,
    archive: {
      entries: settings.ARCHIVE_MAX_ENTRIES,
      totalBytes: settings.ARCHIVE_MAX_BYTES,
      fileBytes: settings.ARCHIVE_MAX_FILE_BYTES,
      ratio: settings.ARCHIVE_MAX_RATIO,
      depth: settings.ARCHIVE_MAX_DEPTH,
      nameLength: NAME_LENGTH,
      sqlEndings: settings.SQL_EXTENSIONS,
    },
  };
}

async function openFiles(settings: Settings): Promise<Volume> {
  const { INBOX_ROOT, STORAGE_ROOT } = settings;
  if (INBOX_ROOT !== "") {
    await about("INBOX_ROOT", () => Deno.mkdir(INBOX_ROOT, { recursive: true, mode: 0o700 }));
  }
  return await about("STORAGE_ROOT", () => Volume.open(STORAGE_ROOT, inboxRoot(settings)));
}

/** What is opened after the store; if that fails, the store's connections go with it. */
async function closingOnFailure<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A job that names no dialect gets this one: better no start than a refusal of every such job. */
function refuseUnknownDialect(
  { DEFAULT_DIALECT, DEFAULT_ENGINE }: Settings,
  engines: ReadonlyMap<EngineName, LintEngine>,
): void {
  try {
    engines.get(DEFAULT_ENGINE)?.validate({ dialect: DEFAULT_DIALECT });
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    throw new SettingsError([`DEFAULT_DIALECT: ${error.message}`]);
  }
}

/** Milliseconds without a message after which the sending process is stopped. */
const SENDER_IDLE = 60_000;

/** Starts nothing before the first message. */
function openSender(settings: Settings): SenderProcess {
  return new SenderProcess({
    main: new URL("../main.ts", import.meta.url).href,
    denoDir: denoDirectory(),
    allow: settings.WEBHOOK_ALLOW.entries,
    ca: settings.WEBHOOK_TLS_CA,
    timeout: settings.WEBHOOK_TIMEOUT_SECONDS * 1000,
    idle: SENDER_IDLE,
  });
}

function openEngines(
  settings: Settings,
  catalogue: Catalogue,
  size: number,
): Map<EngineName, LintEngine> {
  const pool = {
    size,
    catalogue,
    memoryMb: settings.LINT_MEMORY_MB,
    timeout: settings.LINT_TIMEOUT_SECONDS * 1000,
    idle: settings.POOL_IDLE_SECONDS * 1000,
    maxRequests: settings.POOL_MAX_TASKS_PER_PROCESS,
  };
  const entry = new URL("../lint_entry.ts", import.meta.url);
  return new Map<EngineName, LintEngine>([
    ["native", nativeEngine({ ...pool, entry: entry.href, denoDir: denoDirectory() })],
    [
      "sqlfluff",
      sqlfluffEngine({ ...pool, python: settings.SQLFLUFF_PYTHON, searchPath: searchPath() }),
    ],
  ]);
}
