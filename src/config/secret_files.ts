/**
 * Secrets by file: `API_TOKENS_FILE=/run/secrets/api_tokens` in place of `API_TOKENS`, for every
 * setting that is a secret. Environments are inherited and shown; files have owners.
 */
import { type Setting, SETTINGS } from "./settings.ts";

type Environment = (name: string) => string | undefined;

/** Every secret setting, with the name of the variable that names its file. */
export const SECRET_FILES: ReadonlyMap<string, string> = new Map(
  (Object.entries(SETTINGS) as [string, Setting<unknown>][])
    .filter(([, setting]) => setting.secret === true)
    .map(([name]) => [name, `${name}_FILE`]),
);

/** The files that the environment names, as it names them: the program must be able to read them. */
export function secretFiles(environment: Environment): string[] {
  return [...SECRET_FILES.values()].map((name) => environment(name) ?? "").filter((p) => p !== "");
}

export type SecretFile =
  | { variable: string; value: string }
  /** Why there is none, as a line that names the variable. */
  | { fault: string };

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "it may not be read";
  }
  return error instanceof Error ? error.message : String(error);
}

/** The value that a setting's file holds, without its last line's end; null where none is named. */
export function secretFile(name: string, environment: Environment): SecretFile | null {
  const variable = SECRET_FILES.get(name);
  const path = variable === undefined ? "" : environment(variable) ?? "";
  if (variable === undefined || path === "") return null;
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    return { fault: `${variable}: ${JSON.stringify(path)}: ${reasonOf(error)}` };
  }
  const value = text.replace(/[\r\n]+$/, "");
  return value === ""
    ? { fault: `${variable}: ${JSON.stringify(path)}: the file is empty` }
    : { variable, value };
}
