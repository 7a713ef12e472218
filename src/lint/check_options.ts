/** Checks what a user asks of an engine against what it has, before anything is accepted. */
import { LintelError } from "../errors.ts";
import { isGlob, matchesGlob } from "../text/glob.ts";
import { nearest } from "../text/nearest.ts";
import type { Catalogue, EngineName, LintOptions, RuleInfo } from "./port.ts";

function elsewhere(engine: EngineName | null, engines: readonly EngineName[]): string {
  const others = engines.filter((e) => e !== engine);
  return others.length === 0 ? "" : `; the engine ${others.join(", ")} has it`;
}

/** Every word that selects a rule: its code, name, aliases and groups, as they are written. */
function wordsOf(rule: RuleInfo): string[] {
  return [rule.code, rule.name, ...rule.aliases, ...rule.groups];
}

const known = new WeakMap<Catalogue, ReadonlyMap<string, RuleInfo[]>>();

/** Every word that may select rules, in lower case; put together once for a catalogue. */
function selectors(catalogue: Catalogue): ReadonlyMap<string, RuleInfo[]> {
  const kept = known.get(catalogue);
  if (kept !== undefined) return kept;
  const map = new Map<string, RuleInfo[]>();
  for (const rule of catalogue.rules) {
    for (const word of wordsOf(rule)) {
      const list = map.get(word.toLowerCase());
      if (list === undefined) map.set(word.toLowerCase(), [rule]);
      else list.push(rule);
    }
  }
  known.set(catalogue, map);
  return map;
}

/**
 * Throws `unknown_dialect` or `unknown_rule`, naming the field, the nearest valid word, and the
 * engine that has what this one lacks. `config.core` is checked like the fields of the same name.
 */
export function checkOptions(
  engine: EngineName,
  catalogue: Catalogue,
  options: LintOptions,
): void {
  const core = options.config?.core;
  const inner = typeof core === "object" && core !== null && !Array.isArray(core) ? core : {};
  checkDialect(engine, catalogue, options.dialect, "dialect");
  if ("dialect" in inner && typeof inner.dialect === "string") {
    checkDialect(engine, catalogue, inner.dialect, "config.core.dialect");
  }
  const words = selectors(catalogue);
  checkRules(engine, words, options.rules, "rules");
  // Leaving out a rule that this engine does not have costs nothing: only unknown words are faults.
  checkRules(null, words, options.exclude_rules, "exclude_rules");
}

function checkDialect(
  engine: EngineName,
  catalogue: Catalogue,
  name: string | undefined,
  path: string,
): void {
  if (name === undefined) return;
  const found = catalogue.dialects.find((d) => d.name === name);
  if (found?.engines.includes(engine) === true) return;
  const hint = found === undefined
    ? nearestHint(name, catalogue.dialects.map((d) => d.name))
    : elsewhere(engine, found.engines);
  const message = `the engine ${engine} has no dialect ${JSON.stringify(name)}${hint}`;
  throw new LintelError("unknown_dialect", message, { fields: [{ path, message }] });
}

function checkRules(
  engine: EngineName | null,
  words: ReadonlyMap<string, RuleInfo[]>,
  given: readonly string[] | undefined,
  path: string,
): void {
  for (const [index, text] of (given ?? []).entries()) {
    for (const word of text.split(",").map((w) => w.trim())) {
      const rules = words.get(word.toLowerCase());
      if (rules?.some((r) => engine === null || r.engines.includes(engine)) === true) continue;
      if (rules === undefined && isGlob(word) && matchesAny(word, words.keys())) continue;
      const hint = rules === undefined
        ? nearestHint(word, [...words.values()].flat().flatMap(wordsOf))
        : elsewhere(engine, rules[0]!.engines);
      const who = engine === null ? "no engine has the" : `the engine ${engine} has no`;
      const message = `${who} rule ${JSON.stringify(word)}${hint}`;
      throw new LintelError("unknown_rule", message, {
        fields: [{ path: `${path}.${index}`, message }],
      });
    }
  }
}

function matchesAny(glob: string, words: Iterable<string>): boolean {
  const lower = glob.toLowerCase();
  for (const word of words) if (matchesGlob(word, lower)) return true;
  return false;
}

function nearestHint(word: string, known: Iterable<string>): string {
  const near = nearest(word, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
}
