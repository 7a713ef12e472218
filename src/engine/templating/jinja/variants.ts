/**
 * Other renderings of a template, which reach code that its own rendering passes over: the tests
 * of `if` and `elif` are replaced by what leads there.
 */
import { EngineError } from "../../errors.ts";
import { TemplateRuntimeError, TemplateSyntaxError, UntraceableError } from "../errors.ts";
import type { RawSlice, TemplatedSlice } from "../slices.ts";
import { TemplatedText } from "../templated_text.ts";
import { MacroReturn } from "./dbt.ts";
import type { Environment } from "./environment.ts";
import { prepare, type Prepared, renderPrepared, type Traced } from "./templater.ts";
import { Tracer } from "./trace.ts";
import type { Value } from "./values.ts";

const MAX_TRIED = 10;
const MAX_RETURNED = 5;

/** Whether a slice is white space beside a tag that may strip it: nobody wrote it as code. */
function isStripped(source: string, slices: readonly RawSlice[], index: number): boolean {
  const textOf = (slice: RawSlice) => source.slice(slice.start, slice.end);
  if (textOf(slices[index]!).trim() !== "") return false;
  return [slices[index - 1], slices[index + 1]].some((each) => {
    if (each === undefined || !each.kind.startsWith("block")) return false;
    const text = textOf(each);
    return text.startsWith("{%-") || text.endsWith("-%}");
  });
}

/** Indices of the literal slices that a rendering does not show. */
function unreached(text: TemplatedText): number[] {
  const shown = new Set(
    text.slices.filter((slice) => slice.end > slice.start).map((slice) => slice.sourceStart),
  );
  return text.raw.flatMap(({ kind, start }, index) => {
    if (kind !== "literal" || shown.has(start)) return [];
    return isStripped(text.source, text.raw, index) ? [] : [index];
  });
}

/** The template with its tests replaced so that a slice is reached, and what that changes. */
interface Detour {
  readonly source: string;
  /** By offset of a replaced tag, how much longer the tag has become. */
  readonly growth: ReadonlyMap<number, number>;
}

function detour({ source, analysis }: Prepared, target: number): Detour {
  const replaced = new Map<number, string>();
  const growth = new Map<number, number>();
  for (const [index, options] of new Tracer(analysis).moveTo(target, 0)) {
    const { tag, start, end } = analysis.slices[index]!;
    if (tag !== "if" && tag !== "elif") continue;
    const text = `{% ${tag} ${options[0] === index + 1 ? "True" : "False"} %}`;
    replaced.set(index, text);
    growth.set(start, text.length - (end - start));
  }
  const parts = analysis.slices.map(({ start, end }, index) =>
    replaced.get(index) ?? source.slice(start, end)
  );
  return { source: parts.join(""), growth };
}

/** Slices of the changed template as slices of the original one. */
function inOriginal(
  slices: readonly TemplatedSlice[],
  growth: ReadonlyMap<number, number>,
): TemplatedSlice[] {
  const pending = [...growth].sort(([a], [b]) => a - b);
  let shift = 0;
  return slices.map((slice) => {
    const sourceStart = slice.sourceStart + shift;
    const [next] = pending;
    if (next !== undefined && next[0] === sourceStart) {
      pending.shift();
      shift -= next[1];
    }
    return { ...slice, sourceStart, sourceEnd: slice.sourceEnd + shift };
  });
}

/** How much of the unreached text a rendering shows, in characters. */
function score(
  { slices }: Traced,
  changed: readonly RawSlice[],
  original: readonly RawSlice[],
  wanted: ReadonlySet<number>,
): number {
  const shown = new Set(
    slices
      .filter((slice) => slice.kind === "literal" && slice.end > slice.start)
      .map((slice) => slice.sourceStart),
  );
  let total = 0;
  changed.forEach(({ start }, index) => {
    const there = original[index];
    if (there !== undefined && shown.has(start) && wanted.has(index)) {
      total += there.end - there.start;
    }
  });
  return total;
}

/** A rendering of the changed template. */
interface Variant {
  readonly score: number;
  readonly traced: Traced;
  readonly growth: ReadonlyMap<number, number>;
}

/** A variant as a rendering of the original; null when its trace does not make up its text. */
function rectified({ traced, growth }: Variant, text: TemplatedText): TemplatedText | null {
  const slices = inOriginal(traced.slices, growth);
  try {
    return new TemplatedText(text.source, traced.text, slices, text.raw);
  } catch (error) {
    if (error instanceof UntraceableError) return null;
    throw error;
  }
}

/**
 * The renderings that show most of what `text` does not, at most five, the best first. A variant
 * that cannot be rendered is passed over; one that takes too much, or whose trace is wrong, ends
 * the list.
 */
export function renderVariants(
  prepared: Prepared,
  text: TemplatedText,
  environment: Environment,
  context: Map<string, Value>,
): TemplatedText[] {
  const missing = unreached(text);
  const wanted = new Set(missing);
  const found = new Map<string, Variant>();
  for (const target of missing.slice(0, MAX_TRIED)) {
    const { source, growth } = detour(prepared, target);
    if (found.has(source)) continue;
    try {
      const changed = prepare(source, environment.dbt);
      const traced = renderPrepared(changed, environment, context);
      const reached = score(traced, changed.analysis.slices, text.raw, wanted);
      found.set(source, { score: reached, traced, growth });
    } catch (error) {
      if (error instanceof EngineError && error.code === "memory_limit") break;
      const expected = error instanceof TemplateRuntimeError || error instanceof MacroReturn ||
        error instanceof TemplateSyntaxError || error instanceof UntraceableError;
      if (!expected) throw error;
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.score - a.score).slice(0, MAX_RETURNED);
  const variants = sorted.map((variant) => rectified(variant, text));
  const wrong = variants.indexOf(null);
  return variants.slice(0, wrong < 0 ? undefined : wrong).filter((each) => each !== null);
}
