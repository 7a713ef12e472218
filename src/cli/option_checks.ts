/** Which options of `lintel lint` do not go together. */
import type { Choice } from "./choice.ts";
import { UsageError } from "./find_files.ts";

/** Throws UsageError, naming the options. */
export function checkTogether(choice: Choice): void {
  if (choice.strict && choice.engine !== "native") {
    throw new UsageError("--strict-config goes with --engine native");
  }
  if (choice.dialect === "auto" && choice.engine !== "native") {
    throw new UsageError("--dialect auto goes with --engine native");
  }
  if (choice.fixes !== "none" && choice.format !== "human") {
    throw new UsageError(`${optionOf(choice)} goes with --format human`);
  }
  if (choice.showSuppressed && choice.format !== "sarif") {
    throw new UsageError("--show-suppressed goes with --format sarif");
  }
  checkInput(choice);
  checkGate(choice);
}

/** The option that asks for fixes. */
function optionOf({ fixes }: Choice): string {
  return fixes === "diff" ? "--diff" : "--fix";
}

/** Standard input that is given a name is all that is linted: no two files have the same name. */
function checkInput({ stdinFilename, paths }: Choice): void {
  if (stdinFilename === undefined) return;
  if (paths.length !== 1 || paths[0] !== "-") {
    throw new UsageError("--stdin-filename names standard input: it goes with - and no other path");
  }
  if (/^$|[\/]$|^-$/.test(stdinFilename)) {
    const given = JSON.stringify(stdinFilename);
    throw new UsageError(`--stdin-filename takes the path of a file, not ${given}`);
  }
}

/** What bears on which findings count. */
function checkGate(choice: Choice): void {
  const { fixes, baseline, writeBaseline, changed, since, paths } = choice;
  const isPart = changed !== undefined || since !== undefined;
  if (fixes !== "none" && (isPart || baseline !== undefined || writeBaseline !== undefined)) {
    throw new UsageError(
      `${optionOf(choice)} fixes whole files: it goes with no baseline, --changed or --since`,
    );
  }
  if (changed !== undefined && since !== undefined) {
    throw new UsageError("--changed and --since say the same thing: one of them is enough");
  }
  if (writeBaseline !== undefined && isPart) {
    throw new UsageError(
      "--write-baseline takes whole files: it goes with no --changed or --since",
    );
  }
  if (choice.failOn === "new" && baseline === undefined) {
    throw new UsageError("--fail-on new goes with --baseline");
  }
  if (isPart && paths.includes("-")) {
    throw new UsageError("a change is of files, and standard input is none: name files");
  }
}
