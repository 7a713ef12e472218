/** What an archive brings beside its SQL, and what of it applies to one file. */
import { LintelError } from "../errors.ts";
import type { JobOptions, PackRef } from "../jobs/job.ts";
import {
  configFilesFor,
  type FileContext,
  ignoredBy,
  isTemplate,
  templateFolders,
} from "../lint/companions.ts";
import { decodeSql } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import type { ConfigFile, EngineName } from "../lint/port.ts";
import { loadCompanions } from "./companion_pack.ts";
import { withDefaults } from "./defaults.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";

/** Bytes of templates that one file may be given. */
const TEMPLATE_BYTES = 1024 * 1024;
/** Folders of templates that one file may be given: the files of each are looked for. */
const MOST_FOLDERS = 100;
const PAGE = 500;
/** Jobs whose companions are kept at a time. */
const KEPT = 64;

export interface OneFile {
  job_id: string;
  file_name: string;
  /** Where its text lies. */
  source: Pick<PackRef, "file">;
  submission_type: string;
  engine: EngineName;
  options: JobOptions;
}

/** Keeps what the jobs at work brought, so that it is read once for all their files. */
export class Companions {
  private readonly packs = new Map<string, Promise<ConfigFile[]>>();
  private readonly templates = new Map<string, Promise<ConfigFile[]>>();

  constructor(private readonly services: Services) {}

  /** Throws what files and store throw, and `invalid_config` for too large templates. */
  async of(file: OneFile): Promise<FileContext> {
    const { dialect } = this.services.defaults;
    if (file.submission_type === "SINGLE_FILE") {
      return { config_files: withDefaults(dialect, []), templates: [], ignored_by: null };
    }
    const all = await kept(
      this.packs,
      `${file.job_id}/${file.source.file}`,
      () => loadCompanions(this.services.files, file.job_id, file.source.file),
    );
    const own = configFilesFor(file.file_name, all);
    return {
      config_files: withDefaults(dialect, own),
      templates: await this.templatesFor(file, own, all),
      ignored_by: ignoredBy(file.file_name, all, file.options.config),
    };
  }

  private async templatesFor(
    { job_id, source, engine, options }: OneFile,
    configs: readonly ConfigFile[],
    all: readonly ConfigFile[],
  ): Promise<ConfigFile[]> {
    // The real SQLFluff would read such files from a disk: there the settings are stripped.
    const folders = engine === "native" ? templateFolders(configs) : [];
    if (folders.length === 0) return [];
    if (folders.length > MOST_FOLDERS) {
      const message = `the configuration names ${folders.length} folders of templates; ` +
        `${MOST_FOLDERS} are the most there may be`;
      throw new LintelError("invalid_config", message);
    }
    const encoding = encodingSetting(options.encoding, options.config, configs);
    const key = JSON.stringify([job_id, source.file, folders, encoding]);
    return await kept(
      this.templates,
      key,
      () => this.readTemplates(job_id, folders, all, encoding),
    );
  }

  private async readTemplates(
    job_id: string,
    folders: readonly string[],
    all: readonly ConfigFile[],
    encoding: string | undefined,
  ): Promise<ConfigFile[]> {
    const templates = all.filter(({ path }) => isTemplate(path, folders));
    let bytes = templates.reduce((sum, { text }) => sum + text.length, 0);
    for (const folder of folders) {
      let after: number | undefined;
      for (;;) {
        const tasks = await this.services.store.tasks.list(job_id, { file: folder }, PAGE, after);
        for (const { file_name, source } of tasks) {
          if (source === null || !isTemplate(file_name, [folder])) continue;
          bytes += source.length;
          if (bytes > TEMPLATE_BYTES) throw tooLarge(folders);
          templates.push({ path: file_name, text: await this.text(job_id, source, encoding) });
        }
        if (tasks.length < PAGE) break;
        after = tasks.at(-1)!.seq;
      }
    }
    return templates;
  }

  private async text(
    job_id: string,
    source: PackRef,
    encoding: string | undefined,
  ): Promise<string> {
    return (await decodeSql(await sourceBytes(this.services, job_id, source), encoding)).text;
  }
}

function tooLarge(folders: readonly string[]): LintelError {
  return new LintelError(
    "invalid_config",
    `the templates under ${folders.join(", ")} have more than ${TEMPLATE_BYTES} bytes`,
  );
}

/** What is known under the key; else what `load` gives, unless that fails. */
function kept<T>(
  map: Map<string, Promise<T>>,
  key: string,
  load: () => Promise<T>,
): Promise<T> {
  let known = map.get(key);
  if (known === undefined) {
    known = load();
    map.set(key, known);
    if (map.size > KEPT) map.delete(map.keys().next().value!);
    known.catch(() => map.delete(key));
  }
  return known;
}
