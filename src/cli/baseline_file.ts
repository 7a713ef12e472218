/** Baselines of the command line: read from a file, written to one, with names from this folder. */
import defer * as fs from "node:fs";
import { relative, resolve, sep } from "node:path";
import { LintelError, messageOf } from "../errors.ts";
import {
  BaselineBuilder,
  BaselineComparison,
  baselineText,
  parseBaseline,
} from "../lint/baseline.ts";
import type { ReportFile } from "../lint/report/port.ts";
import type { States } from "../lint/report/prepare.ts";
import { UsageError } from "./find_files.ts";
import { replaceFile } from "./replace_file.ts";

/** A file's name in a baseline: from the working folder, with `/`, however it was named. */
function baselineName(file: string): string {
  if (file === "-" || file === "stdin") return "stdin";
  return relative(Deno.cwd(), resolve(file)).split(sep).join("/");
}

/** Reads a baseline for a run over `files`. Throws UsageError. */
export async function openBaseline(path: string, files: readonly string[]): Promise<States> {
  const names = new Set(files.map(baselineName));
  try {
    const { findings } = parseBaseline(await Deno.readTextFile(path));
    // Of a file that is there and not linted now, nothing is known: neither gone nor renamed.
    const compared = findings.filter(({ file }) => names.has(file) || !fs.existsSync(file));
    const comparison = new BaselineComparison(
      { findings: compared },
      (file) => names.has(file),
    );
    return {
      state: ({ fingerprint, file }) => comparison.state({ fingerprint, file: baselineName(file) }),
      tally: () => comparison.tally(),
    };
  } catch (error) {
    if (error instanceof LintelError) throw new UsageError(`${path}: ${error.message}`);
    throw new UsageError(`--baseline: ${path} cannot be read: ${messageOf(error)}`);
  }
}

/** Gathers the findings of a run. */
export class BaselineWriter {
  private readonly builder = new BaselineBuilder();
  private count = 0;

  add({ file, result, fingerprints }: ReportFile): void {
    const name = baselineName(file);
    for (const [i, { code }] of (result?.violations ?? []).entries()) {
      this.builder.add({ fingerprint: fingerprints![i]!, code, file: name });
      this.count++;
    }
  }

  /** Writes the document; how many findings are in it. Throws UsageError. */
  async write(path: string): Promise<number> {
    const text = baselineText(this.builder.document(new Date()));
    try {
      await replaceFile(path, new TextEncoder().encode(text));
    } catch (error) {
      throw new UsageError(`--write-baseline: ${path} cannot be written: ${messageOf(error)}`);
    }
    return this.count;
  }
}
