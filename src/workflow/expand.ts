/** Turns an uploaded archive into tasks: sources into one pack, names and reasons into the store. */
import { type ArchiveFormat, NOT_SQL } from "../archive/port.ts";
import { sniff } from "../archive/sniff.ts";
import { keptError, LintelError, messageOf } from "../errors.ts";
import { NotVisibleError, type PackWriter, type RandomAccess } from "../files/port.ts";
import type { ArchiveReading, SkippedEntry } from "../jobs/job.ts";
import { backoff, mayRetry } from "../jobs/retry.ts";
import { decodeSql } from "../lint/encoding.ts";
import type { ConfigFile } from "../lint/port.ts";
import { endingsOf } from "../lint/sql_endings.ts";
import { log } from "../observability/log.ts";
import type { ExpansionClaim, NewTask } from "../store/port.ts";
import { counted } from "../text/counted.ts";
import { ArchiveRoot } from "./archive_root.ts";
import { COMPANION_BYTES, saveCompanions, SOURCES } from "./companion_pack.ts";
import { uuidv7 } from "./ids.ts";
import type { Services } from "./services.ts";
import { Skipped } from "./skipped.ts";
import { type Visibility, VISIBILITY_PAUSE } from "./visibility.ts";

const logger = log("workflow.expand");

/** Tasks written to the store at a time. */
const CHUNK = 500;

/** Thrown where another worker has taken the claim over; nothing of ours counts any more. */
class LeaseLost extends Error {}

/**
 * Runs one claimed expansion to its end; every failure is recorded on the job. An upload that this
 * host does not see yet is waited for as `visibility` allows, without using up the attempt.
 */
export async function expand(
  services: Services,
  claim: ExpansionClaim,
  signal?: AbortSignal,
  visibility?: Visibility,
): Promise<void> {
  const { job } = claim;
  const began = services.now();
  const expansion = new Expansion(services, claim);
  try {
    const tasks = await expansion.run(signal);
    visibility?.seen(job.job_id);
    logger.info("archive expanded", {
      job_id: job.job_id,
      attempt: claim.attempt,
      tasks,
      skipped: expansion.skipped.count,
      duration_ms: services.now() - began,
    });
    if (tasks > 0) services.announcer.announce("sql_analysis", [job.job_id]);
  } catch (error) {
    await expansion.abort();
    if (error instanceof LeaseLost) {
      logger.info("the lease of an expansion was lost", { job_id: job.job_id });
      return;
    }
    if (signal?.aborted === true) {
      await services.store.expansions.release(claim, services.now());
      return;
    }
    if (error instanceof NotVisibleError && visibility?.mayWait(job.job_id) === true) {
      logger.info("an upload is not visible here yet; its job is given back", {
        job_id: job.job_id,
        error,
      });
      await services.store.expansions.release(claim, services.now() + VISIBILITY_PAUSE);
      return;
    }
    await fail(services, claim, expansion.skipped.entries(), error);
  }
}

async function fail(
  services: Services,
  claim: ExpansionClaim,
  skipped: readonly SkippedEntry[],
  error: unknown,
): Promise<void> {
  const known = error instanceof LintelError
    ? error
    : new LintelError("internal", messageOf(error), { cause: error });
  const { code } = known;
  const now = services.now();
  const retryAt = mayRetry(code, claim.attempt, services.limits.attempts)
    ? now + backoff(claim.attempt)
    : null;
  const fields = { job_id: claim.job.job_id, attempt: claim.attempt, code, error };
  if (code === "internal") logger.error("an archive could not be expanded", fields);
  else logger.warning("an archive could not be expanded", fields);
  const recorded = await services.store.expansions.fail(
    claim,
    keptError(known),
    skipped,
    retryAt,
    now,
  );
  // Where the end was committed without an answer the tasks are there, and nobody was told.
  if (!recorded) services.announcer.announce("sql_analysis", [claim.job.job_id]);
}

/**
 * With the end of a lease token, which is never used twice: an attempt that was given back has the
 * number of the next one, and must not write where that one does.
 */
function packName({ attempt, lease_token }: ExpansionClaim): string {
  return `${SOURCES}${attempt}-${lease_token.split(".").at(-1)!.toLowerCase()}.pack`;
}

class Expansion {
  skipped = new Skipped();
  private reading: ArchiveReading = { name_encoding: null, notes: [] };
  private root = new ArchiveRoot();
  private companions: ConfigFile[] = [];
  private companionBytes = 0;
  private folders = 0;
  private waiting: NewTask[] = [];
  private count = 0;
  private pack: PackWriter | null = null;

  constructor(private readonly services: Services, private readonly claim: ExpansionClaim) {}

  /** How many tasks came of it. */
  async run(signal?: AbortSignal): Promise<number> {
    const { files, store } = this.services;
    const { job_id, upload_file, upload_bytes } = this.claim.job;
    const input = await files.open(job_id, upload_file, upload_bytes);
    let endings: readonly string[];
    try {
      const format = sniff(await input.read(0, Math.min(512, input.size)));
      if (format === null) throw new LintelError("invalid_archive", "The upload is no archive.");
      endings = await this.readAll(input, format, signal);
    } finally {
      input.close();
    }
    await this.flush();
    // Sources and configuration are durable before any task can be claimed.
    await this.pack!.finish();
    this.pack = null;
    await saveCompanions(files, job_id, packName(this.claim), this.companions);
    this.refuseEmpty(endings);
    const done = await store.expansions.finish(
      this.claim,
      this.skipped.entries(),
      this.services.now(),
      this.reading,
    );
    if (!done) throw new LeaseLost();
    return this.count;
  }

  /**
   * Reads the archive; the endings by which its SQL files were told. Its own configuration may say
   * others than those it was begun with, and may come last: then it is read once more.
   */
  private async readAll(
    input: RandomAccess,
    format: ArchiveFormat,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const asked = endingsOf(this.claim.job.options.config);
    const endings = asked ?? this.services.limits.archive.sqlEndings;
    await this.read(input, format, endings, signal);
    const said = asked === null ? this.root.endings(this.companions) : null;
    if (said === null || isSameSet(said, endings)) return endings;
    await this.forget();
    await this.read(input, format, said, signal);
    return said;
  }

  private async read(
    input: RandomAccess,
    format: ArchiveFormat,
    sqlEndings: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { files, archives, limits } = this.services;
    this.pack = await files.createPack(this.claim.job.job_id, packName(this.claim));
    const sink = {
      file: (name: string, bytes: Uint8Array) => this.addFile(name, bytes),
      companion: (name: string, bytes: Uint8Array) => this.addCompanion(name, bytes),
      folder: () => {
        this.folders++;
        return Promise.resolve();
      },
      skip: (name: string, reason: string) => this.skip(name, reason),
    };
    const reader = archives(format);
    this.reading = await reader.expand(input, { ...limits.archive, sqlEndings }, sink, signal);
  }

  /** Takes back all that was read, with the tasks that are in the store already. */
  private async forget(): Promise<void> {
    await this.pack!.abort();
    this.pack = null;
    if (this.count > this.waiting.length) {
      const held = await this.services.store.expansions.forgetTasks(this.claim);
      if (!held) throw new LeaseLost();
    }
    this.skipped = new Skipped();
    this.root = new ArchiveRoot();
    this.companions = [];
    this.companionBytes = 0;
    this.folders = 0;
    this.waiting = [];
    this.count = 0;
  }

  private refuseEmpty(endings: readonly string[]): void {
    if (this.count > 0) return;
    const held = [
      this.folders > 0 ? counted(this.folders, "folder") : "",
      this.companions.length > 0
        ? counted(this.companions.length, "file") + " of configuration or templates"
        : "",
      this.skipped.count > 0 ? `${this.skipped.count} left out, see skipped` : "",
    ].filter((part) => part !== "");
    const message = held.length === 0
      ? "the archive has no entries"
      : `nothing in the archive could be linted (${held.join("; ")}). SQL files are those ` +
        `that end in ${endings.join(", ")}: sql_file_exts in the job's config, or in a .sqlfluff ` +
        "in the archive's outermost folder, names others";
    throw new LintelError("invalid_archive", message);
  }

  async abort(): Promise<void> {
    if (this.pack === null) return;
    try {
      await this.pack.abort();
    } catch (error) {
      logger.warning("a pack was left behind", { job_id: this.claim.job.job_id, error });
    }
  }

  private async addFile(name: string, bytes: Uint8Array): Promise<void> {
    this.root.add(name);
    const now = this.services.now();
    this.waiting.push({
      task_id: uuidv7(now),
      seq: this.count++,
      file_name: name,
      // As it came: which encoding it is in may stand in a configuration file that comes later.
      source: await this.pack!.append(bytes),
    });
    if (this.waiting.length >= CHUNK) await this.flush();
  }

  private async addCompanion(name: string, bytes: Uint8Array): Promise<void> {
    this.root.add(name);
    this.companionBytes += bytes.length;
    if (this.companionBytes > COMPANION_BYTES) {
      return this.skip(
        name,
        `configuration and templates may have ${COMPANION_BYTES} bytes in all`,
      );
    }
    try {
      this.companions.push({ path: name, text: (await decodeSql(bytes)).text });
    } catch (error) {
      if (!(error instanceof LintelError)) throw error;
      await this.skip(name, error.message);
    }
  }

  private skip(name: string, reason: string): Promise<void> {
    if (reason === NOT_SQL) this.root.add(name);
    this.skipped.add(name, reason);
    return Promise.resolve();
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const chunk = this.waiting;
    this.waiting = [];
    const held = await this.services.store.expansions.addTasks(
      this.claim,
      chunk,
      this.services.now(),
    );
    if (!held) throw new LeaseLost();
  }
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((each) => b.includes(each)) && b.every((each) => a.includes(each));
}
