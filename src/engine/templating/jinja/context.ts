/** What a template can look up: the configured context, dbt's stand-ins, configured macros. */
import { EngineError } from "../../errors.ts";
import {
  type ConfigValue,
  isSection,
  type NestedConfig,
  section,
  splitList,
} from "../../settings/values.ts";
import { TemplateRuntimeError, TemplateSyntaxError } from "../errors.ts";
import { DBT_BUILTINS } from "./dbt.ts";
import { type Environment, Scope } from "./environment.ts";
import { Renderer } from "./execute.ts";
import { normalPath, parseTemplate, type TemplateFile } from "./files.ts";
import { GLOBALS } from "./globals.ts";
import { inferValue } from "./literals.ts";
import { Macro } from "./macro.ts";
import { PyDict, PyList, str, type Value } from "./values.ts";

/** A macro file of the user's that is not written in Jinja. */
export class MacroFileError extends Error {
  override readonly name = "MacroFileError";

  constructor(readonly path: string, readonly line: number, message: string) {
    super(`The macros of ${path} cannot be read: ${message}`);
  }
}

function configured(value: ConfigValue | NestedConfig): Value {
  if (Array.isArray(value)) return new PyList(value.map((each) => configured(each)));
  if (isSection(value)) {
    const dict = new PyDict();
    for (const [key, each] of Object.entries(value)) dict.set(key, configured(each));
    return dict;
  }
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  return value;
}

/** The configured variables, the texts among them taken as Python literals where they are ones. */
export function variables(config: NestedConfig): Map<string, Value> {
  const found = new Map<string, Value>([["test_value", "__test__"]]);
  for (const [name, value] of Object.entries(section(config, "context"))) {
    found.set(name, typeof value === "string" ? inferValue(value) : configured(value));
  }
  return found;
}

/** Whether dbt's stand-ins are asked for. Throws EngineError when that is no boolean. */
export function appliesDbt(config: NestedConfig): boolean {
  const value = config.apply_dbt_builtins ?? false;
  if (typeof value === "boolean") return value;
  const field = "templater.jinja.apply_dbt_builtins";
  throw new EngineError(
    "invalid_config",
    `${field} is '${String(value)}', not true or false.`,
    field,
  );
}

/** A setting that holds paths, separated by commas. */
export function pathsOf(config: NestedConfig, key: string): string[] {
  return splitList(config[key]).map(normalPath);
}

/** The macros that a text defines. Throws TemplateSyntaxError. */
function macrosOf(text: string, environment: Environment, context: Scope): Map<string, Value> {
  const macros = new Map<string, Value>();
  const body = parseTemplate(text, environment);
  try {
    const { exported } = new Renderer(environment).module("macros", body, context);
    for (const [name, value] of exported) {
      if (value instanceof Macro && !name.startsWith("_")) macros.set(name, value);
    }
  } catch (error) {
    // A macro file may need what only the file that uses it defines; that shows there.
    if (!(error instanceof TemplateRuntimeError)) throw error;
  }
  return macros;
}

function macroFiles(config: NestedConfig, files: readonly TemplateFile[]): TemplateFile[] {
  const excluded = pathsOf(config, "exclude_macros_from_path");
  const below = (path: string, folder: string) =>
    path === folder || folder === "" || path.startsWith(`${folder}/`);
  return pathsOf(config, "load_macros_from_path").flatMap((folder) =>
    files.filter(({ path }) => {
      const normal = normalPath(path);
      if (normal !== folder && !normal.endsWith(".sql")) return false;
      return below(normal, folder) && !excluded.some((each) => normal.includes(each));
    })
  );
}

/** The functions of Jinja's own, below every context. */
export function builtinScope(): Scope {
  return new Scope(null, new Map(GLOBALS));
}

/**
 * The context of a template. Throws EngineError for a configuration that makes none, and
 * MacroFileError for a file of macros that is not written in Jinja.
 */
export function buildContext(
  config: NestedConfig,
  environment: Environment,
  files: readonly TemplateFile[],
): Map<string, Value> {
  const context = variables(config);
  if (environment.dbt) {
    for (const [name, value] of DBT_BUILTINS) if (!context.has(name)) context.set(name, value);
  }
  const forMacros = new Map(context);
  const scope = new Scope(builtinScope(), forMacros);
  const add = (macros: ReadonlyMap<string, Value>) => {
    for (const [name, macro] of macros) {
      context.set(name, macro);
      forMacros.set(name, macro);
    }
  };
  for (const { path, text } of macroFiles(config, files)) {
    try {
      add(macrosOf(text, environment, scope));
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      throw new MacroFileError(path, error.line, error.message);
    }
  }
  for (const [name, text] of Object.entries(section(config, "macros"))) {
    try {
      add(macrosOf(str(configured(text)), environment, scope));
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      const field = `templater.jinja.macros.${name}`;
      throw new EngineError(
        "invalid_config",
        `${field} is not a Jinja template: ${error.message}`,
        field,
      );
    }
  }
  return context;
}
