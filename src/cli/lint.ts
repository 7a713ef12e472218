/** `lintel lint`: files, folders, globs or standard input, linted in this process. */
import { printable } from "../text/printable.ts";
import type { Choice } from "./choice.ts";
import { DiskCompanions } from "./companions.ts";
import { type CliEngine, cliEngine } from "./engine.ts";
import { findFiles, UsageError } from "./find_files.ts";
import { STATUS } from "./gate.ts";
import { chooseOptions, helpText } from "./options.ts";
import { OutputError, writeOut } from "./output.ts";
import { lintAll } from "./run.ts";

/** The exit code; everything is written before it is returned. */
export async function lintCommand(args: readonly string[]): Promise<number> {
  let engine: CliEngine | undefined;
  try {
    const choice = chooseOptions(args);
    if (choice === "help") {
      writeOut(`${helpText()}\n`);
      return 0;
    }
    if (choice.explainConfig !== undefined) {
      return await explainConfig(choice, choice.explainConfig);
    }
    const companions = new DiskCompanions();
    const found = await findFiles(choice.paths, () => companions.endings());
    if (choice.explain) return await explainOne(choice, found.files);
    engine = await cliEngine(choice.engine);
    return await lintAll(engine, choice, found, companions);
  } catch (error) {
    if (error instanceof UsageError || error instanceof OutputError) {
      console.error(`lintel lint: ${printable(error.message)}`);
      return error instanceof UsageError ? STATUS.usage : STATUS.unread;
    }
    // Deno would end with 1, which says that something was found.
    console.error(error);
    return STATUS.unread;
  } finally {
    await engine?.close();
  }
}

async function explainOne(choice: Choice, files: string[]): Promise<number> {
  const [file] = files;
  const plain = choice.fixes === "none" && choice.format === "human" && choice.engine === "native";
  if (file === undefined || file === "-" || files.length > 1 || !plain) {
    throw new UsageError("--explain takes one file, and no --fix, --diff, --format or --engine");
  }
  const { explainFile } = await import("./explain.ts");
  writeOut(await explainFile(file, choice));
  return 0;
}

async function explainConfig(choice: Choice, path: string): Promise<number> {
  const { paths, fixes, format, engine } = choice;
  const json = format === "json";
  if (
    paths.length > 0 || fixes !== "none" || engine !== "native" || (!json && format !== "human")
  ) {
    throw new UsageError(
      "--explain-config takes one path, --format json, no --fix, no --diff and no --engine",
    );
  }
  const { explainConfigOf } = await import("./explain_config.ts");
  writeOut(await explainConfigOf(path, { ...choice, json }));
  return 0;
}
