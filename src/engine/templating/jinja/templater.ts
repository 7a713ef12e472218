import { section } from "../../settings/values.ts";
import { TemplateRuntimeError, TemplateSyntaxError, UntraceableError } from "../errors.ts";
import type { TemplateProblem } from "../errors.ts";
import type { TemplatedSlice } from "../slices.ts";
import { TemplatedText } from "../templated_text.ts";
import type { Rendered, TemplaterOptions } from "../templater.ts";
import { type Analysis, analyze } from "./analyze.ts";
import { isConstant } from "./constants.ts";
import { appliesDbt, buildContext, builtinScope, MacroFileError, pathsOf } from "./context.ts";
import { MacroReturn } from "./dbt.ts";
import { type Environment, Scope } from "./environment.ts";
import { Renderer } from "./execute.ts";
import { fileEnvironment } from "./files.ts";
import { GLOBALS } from "./globals.ts";
import { lexTemplate } from "./lexer.ts";
import type { Statement } from "./nodes.ts";
import { TemplateParser } from "./statements.ts";
import { Tracer } from "./trace.ts";
import { DummyVariable, UndefinedVariable } from "./undefined.ts";
import { undeclaredNames } from "./undeclared.ts";
import { unknownName } from "./unknown.ts";
import type { Value } from "./values.ts";
import { renderVariants } from "./variants.ts";
import { placesOf } from "./walk.ts";

const TAG = /\{[{%#]/;

/** A template parsed, ready to be rendered and traced. */
export interface Prepared {
  readonly source: string;
  readonly analysis: Analysis;
  readonly body: readonly Statement[];
}

/** Takes a template apart and parses it. Throws TemplateSyntaxError. */
export function prepare(source: string, dbt: boolean): Prepared {
  const analysis = analyze(source, lexTemplate(source), dbt);
  return { source, analysis, body: new TemplateParser(analysis.tokens, dbt).parse() };
}

/** A template's text, and where a trace says that it comes from. */
export interface Traced {
  readonly text: string;
  readonly slices: readonly TemplatedSlice[];
}

/** Renders a template twice: once to follow its ways, once for its text. */
export function renderPrepared(
  { analysis, body }: Prepared,
  environment: Environment,
  context: Map<string, Value>,
): Traced {
  const scope = () => new Scope(new Scope(builtinScope(), context));
  const trace = new Renderer(environment, true).template(body, scope());
  const slices = new Tracer(analysis).trace(trace);
  const text = new Renderer(environment, false).template(body, scope());
  return { text, slices };
}

function failed(line: number, column: number, description: string): Rendered {
  return { variants: [], problems: [{ line, column, description }], untraceable: null };
}

function unrenderable(error: unknown): Rendered {
  if (error instanceof UntraceableError) {
    return { variants: [], problems: [], untraceable: error.message };
  }
  const expected = error instanceof TemplateRuntimeError || error instanceof MacroReturn ||
    error instanceof TemplateSyntaxError;
  if (!expected) throw error;
  const description = `Unrecoverable failure in Jinja templating: ${error.message}. ` +
    "Are all variables configured?";
  return failed(1, 1, description);
}

/** Where undefined variables that were used stand: at their first place in each of their lines. */
function undefinedProblems({ source, body }: Prepared, used: Set<string>): TemplateProblem[] {
  if (used.size === 0) return [];
  const lines = source.split("\n");
  return placesOf(body, used, isConstant).map(({ name, line }) => {
    const at = (lines[line - 1] ?? "").indexOf(name);
    if (at < 0) throw new TemplateRuntimeError(`'${name}' is undefined`);
    const column = [...lines[line - 1]!.slice(0, at)].length + 1;
    return { line, column, description: `Undefined jinja template variable: '${name}'` };
  });
}

/** Puts something in the context for each name that the template wants and it does not have. */
function fillContext(
  context: Map<string, Value>,
  body: readonly Statement[],
  lenient: boolean,
): Set<string> {
  const used = new Set<string>();
  for (const name of undeclaredNames(body)) {
    if (context.has(name) || GLOBALS.has(name)) continue;
    context.set(name, lenient ? new DummyVariable(name) : new UndefinedVariable(name, used));
  }
  return used;
}

/**
 * Renders SQL as a Jinja template, the way SQLFluff's templater of that name does. A text without
 * a tag is its own rendering. Throws EngineError for a configuration that cannot be used and for
 * a template that takes too much.
 */
export function renderJinja(source: string, options: TemplaterOptions): Rendered {
  if (!TAG.test(source)) {
    return { variants: [TemplatedText.literal(source)], problems: [], untraceable: null };
  }
  const config = section(options.config, "jinja");
  const dbt = appliesDbt(config);
  const { lenient, templates } = options;
  const searchPaths = [
    ...pathsOf(config, "loader_search_path"),
    ...pathsOf(config, "load_macros_from_path"),
  ];
  const environment = fileEnvironment(templates, searchPaths, { dbt, lenient });
  try {
    const context = buildContext(config, environment, templates);
    const prepared = prepare(source, dbt);
    const complete = new Map(context);
    const used = fillContext(complete, prepared.body, lenient);
    const unknown = unknownName(prepared.body);
    if (unknown !== null) throw unknown;
    const { text: rendered, slices } = renderPrepared(prepared, environment, complete);
    const text = new TemplatedText(source, rendered, slices, prepared.analysis.slices);
    const problems = undefinedProblems(prepared, used);
    const variants = options.variantLimit > 1
      ? renderVariants(prepared, text, environment, context).slice(0, options.variantLimit - 1)
      : [];
    return { variants: [text, ...variants], problems, untraceable: null };
  } catch (error) {
    if (error instanceof MacroFileError) return failed(error.line, 1, error.message);
    if (error instanceof TemplateSyntaxError) {
      return failed(error.line, 0, `Failed to parse Jinja syntax: ${error.message}`);
    }
    return unrenderable(error);
  }
}
