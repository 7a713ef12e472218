import { section } from "../../settings/values.ts";
import { TemplateRuntimeError, TemplateSyntaxError, UntraceableError } from "../errors.ts";
import type { TemplateProblem } from "../errors.ts";
import { type Branches, TemplatedText } from "../templated_text.ts";
import type { Rendered, TemplaterOptions } from "../options.ts";
import { isConstant } from "./constants.ts";
import { appliesDbt, buildContext, builtinScope, MacroFileError, pathsOf } from "./context.ts";
import { MacroReturn } from "./dbt.ts";
import { delimitersOf } from "./delimiters.ts";
import { type Environment, Scope } from "./environment.ts";
import { Renderer } from "./execute.ts";
import { fileEnvironment } from "./files.ts";
import { GLOBALS } from "./globals.ts";
import { lexTemplate } from "./lexer.ts";
import { undeclaredNames } from "./names.ts";
import type { Piece } from "../slices.ts";
import type { Statement } from "./nodes.ts";
import { divide, type Pieces } from "./pieces.ts";
import { TemplateParser } from "./statements.ts";
import { DummyVariable, UndefinedVariable } from "./undefined.ts";
import { unknownName } from "./unknown.ts";
import type { Value } from "./values.ts";
import { loosenedBy, newlyShown, type Ways, waysToUnseen } from "./variants.ts";
import { slicesOf, type Visit } from "./visits.ts";
import { placesOf } from "./walk.ts";

/** A template parsed, with the pieces of its source. */
interface Prepared extends Pieces {
  readonly source: string;
  readonly body: readonly Statement[];
}

/** Takes a template apart and parses it. Throws TemplateSyntaxError. */
function prepare(source: string, { dbt, delimiters }: Environment): Prepared {
  const divided = divide(source, lexTemplate(source, delimiters));
  return { source, ...divided, body: new TemplateParser(divided.tokens, dbt).parse() };
}

/** A rendering, and what was recorded while it was written. */
interface Recorded {
  readonly text: TemplatedText;
  readonly visits: readonly Visit[];
}

/** The numbers of a template's tags among all that is not literal, by their pieces. */
function tagNumbers(pieces: readonly Piece[]): Map<number, number> {
  const numbers = new Map<number, number>();
  pieces.forEach(({ kind }, piece) => {
    if (kind !== "literal") numbers.set(piece, numbers.size);
  });
  return numbers;
}

/** Ways by the numbers of tags, which outlive changes of the text between them. */
function branchesOf(ways: Ways, pieces: readonly Piece[]): Branches {
  const numbers = tagNumbers(pieces);
  return new Map([...ways].map(([piece, way]) => [numbers.get(piece)!, way]));
}

/** The ways that branches by the numbers of their tags are. */
function waysOf(branches: Branches, pieces: readonly Piece[]): Ways {
  const ways = new Map<number, number>();
  for (const [piece, number] of tagNumbers(pieces)) {
    const way = branches.get(number);
    if (way !== undefined) ways.set(piece, way);
  }
  return ways;
}

/** Renders a template once. Throws UntraceableError where its text has other origins. */
function record(
  { source, pieces, leads, body }: Prepared,
  environment: Environment,
  context: ReadonlyMap<string, Value>,
  ways?: Ways,
): Recorded {
  const renderer = new Renderer(environment, ways);
  const loosened = loosenedBy(body, ways);
  for (const tag of loosened) renderer.loosened.add(tag);
  const scope = new Scope(new Scope(builtinScope(), new Map(context)));
  const { text, output } = renderer.record(body, leads, scope);
  const visits = output.recorded(pieces);
  const choice = ways === undefined ? null : {
    branches: branchesOf(ways, pieces),
    loosened: new Set(loosened.map((tag) => pieces[tag]!.start)),
  };
  return {
    text: new TemplatedText(source, text, slicesOf(visits, pieces), pieces, choice),
    visits,
  };
}

/** The other renderings of a template, those first that show most that the first one does not. */
function otherRenderings(
  prepared: Prepared,
  first: Recorded,
  environment: Environment,
  context: ReadonlyMap<string, Value>,
): TemplatedText[] {
  const { body, pieces } = prepared;
  const found = waysToUnseen(body, pieces, first.visits).flatMap((ways) => {
    try {
      const recorded = record(prepared, environment, context, ways);
      return [{ text: recorded.text, shown: newlyShown(recorded.visits, first.visits, pieces) }];
    } catch (error) {
      if (isTemplateError(error) || error instanceof UntraceableError) return [];
      throw error;
    }
  }).sort((a, b) => b.shown - a.shown);
  const known = new Set([keyOf(first.text)]);
  return found.flatMap(({ text }) => {
    const key = keyOf(text);
    if (known.has(key)) return [];
    known.add(key);
    return [text];
  });
}

/** Tells renderings apart that differ in text or places. */
function keyOf({ text, slices }: TemplatedText): string {
  return JSON.stringify([text, slices.map((each) => [each.sourceStart, each.start, each.end])]);
}

function failed(line: number, column: number, description: string): Rendered {
  return { variants: [], problems: [{ line, column, description }], untraceable: null };
}

function isTemplateError(error: unknown): error is Error {
  return error instanceof TemplateRuntimeError || error instanceof MacroReturn ||
    error instanceof TemplateSyntaxError;
}

function unrenderable(error: unknown): Rendered {
  if (error instanceof UntraceableError) {
    return { variants: [], problems: [], untraceable: error.message };
  }
  if (!isTemplateError(error)) throw error;
  const description = `The template does not render: ${error.message}.`;
  return failed(1, 1, description);
}

/** Where undefined variables that were used stand: at their first place in each of their lines. */
function undefinedProblems({ source, body }: Prepared, used: Set<string>): TemplateProblem[] {
  if (used.size === 0) return [];
  const lines = source.split("\n");
  return placesOf(body, used, isConstant).map(({ name, line }) => {
    const at = (lines[line - 1] ?? "").indexOf(name);
    if (at < 0) throw new TemplateRuntimeError(`\`${name}\` is not defined`);
    const column = [...lines[line - 1]!.slice(0, at)].length + 1;
    return {
      line,
      column,
      description: `\`${name}\` is not defined: give it a value in the context of the templater`,
    };
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
 * Renders SQL as a Jinja template, the way SQLFluff's templater of that name does. Throws EngineError
 * for a configuration that cannot be used and for a template that takes too much.
 */
export function renderJinja(source: string, options: TemplaterOptions): Rendered {
  const config = section(options.config, "jinja");
  const delimiters = delimitersOf(config);
  const dbt = appliesDbt(config);
  const { lenient, templates } = options;
  const searchPaths = [
    ...pathsOf(config, "loader_search_path"),
    ...pathsOf(config, "load_macros_from_path"),
  ];
  const environment = fileEnvironment(templates, searchPaths, { dbt, lenient, delimiters });
  try {
    const context = buildContext(config, environment, templates);
    const prepared = prepare(source, environment);
    if (options.branches !== undefined) {
      const ways = waysOf(options.branches, prepared.pieces);
      const { text } = record(prepared, environment, context, ways);
      return { variants: [text], problems: [], untraceable: null };
    }
    const complete = new Map(context);
    const used = fillContext(complete, prepared.body, lenient);
    const unknown = unknownName(prepared.body);
    if (unknown !== null) throw unknown;
    const first = record(prepared, environment, complete);
    const problems = undefinedProblems(prepared, used);
    const variants = options.variantLimit > 1
      ? otherRenderings(prepared, first, environment, context).slice(0, options.variantLimit - 1)
      : [];
    return { variants: [first.text, ...variants], problems, untraceable: null };
  } catch (error) {
    if (error instanceof MacroFileError) return failed(error.line, 1, error.message);
    if (error instanceof TemplateSyntaxError) {
      return failed(error.line, 0, `The template cannot be read: ${error.message}.`);
    }
    return unrenderable(error);
  }
}
