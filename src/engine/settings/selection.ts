import { EngineError } from "../errors.ts";
import { matchesGlob } from "../../text/glob.ts";
import { nearest } from "../../text/nearest.ts";
import type { RuleTable } from "./rule_info.ts";

/** Which rules a request runs. */
export interface Selection {
  /** Codes of the rules that run, sorted. */
  codes: string[];
  /** Codes that a group or a glob asked for and this build does not have, sorted. */
  missing: string[];
}

/**
 * Codes that each reference means: a code, a name, a group or an older code. Where one spelling is
 * more than one of these, the earlier kind in that list wins, as in SQLFluff.
 */
export function referenceMap(table: RuleTable): ReadonlyMap<string, Set<string>> {
  let map = maps.get(table);
  if (map === undefined) maps.set(table, map = makeMap(table));
  return map;
}

const maps = new WeakMap<RuleTable, ReadonlyMap<string, Set<string>>>();

function makeMap(table: RuleTable): ReadonlyMap<string, Set<string>> {
  const rules = [...table.built, ...table.planned];
  const map = new Map<string, Set<string>>();
  for (const { code } of rules) map.set(code, new Set([code]));
  for (const { code, name } of rules) {
    if (!map.has(name)) map.set(name, new Set([code]));
  }
  for (const key of ["groups", "aliases"] as const) {
    const layer = new Map<string, Set<string>>();
    for (const rule of rules) {
      for (const reference of rule[key]) {
        if (map.has(reference)) continue;
        layer.set(reference, (layer.get(reference) ?? new Set()).add(rule.code));
      }
    }
    for (const [reference, codes] of layer) map.set(reference, codes);
  }
  return map;
}

/** Codes that a reference or a glob over references means; none when it means nothing. */
export function expandReference(
  reference: string,
  map: ReadonlyMap<string, Set<string>>,
): Set<string> {
  const exact = map.get(reference);
  if (exact !== undefined) return exact;
  const codes = new Set<string>();
  for (const [name, meant] of map) {
    if (matchesGlob(name, reference)) { for (const code of meant) codes.add(code); }
  }
  return codes;
}

/** A reference to a rule that cannot be served. */
export interface UnservedReference {
  reference: string;
  /** The end of a sentence: "… names 'LT0I', which is not a rule". */
  why: string;
  /** The whole sentence for a request. */
  message: string;
  /** The nearest reference that means something. */
  hint?: string;
}

/** Takes a reference that cannot be served: throws, or collects a warning. */
export type UnknownReference = (unserved: UnservedReference) => void;

/** Refuses a reference of a request's field. */
export function refuseReference(field: string): UnknownReference {
  return ({ message, hint }) => {
    throw new EngineError("unknown_rule", message, field, hint);
  };
}

function expandAll(
  references: readonly string[],
  map: ReadonlyMap<string, Set<string>>,
  unknown: UnknownReference,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const reference of references) {
    const codes = expandReference(reference, map);
    if (codes.size === 0) {
      const hint = nearest(reference, map.keys());
      const guess = hint === undefined ? "" : ` Did you mean ${hint}?`;
      const message = `There is no rule, rule name or group '${reference}'.${guess}`;
      const why = "which is not a rule, a rule's name or a group";
      unknown({ reference, why, message, hint });
    }
    for (const code of codes) {
      if (!found.has(code) || codes.size === 1) found.set(code, codes.size === 1 ? reference : "");
    }
  }
  return found;
}

/**
 * The rules to run: those that `allow` means (all, when it is empty) but not those that `deny`
 * means. A reference that means nothing goes to the two functions, and counts as none where they
 * return. A rule that is asked for by name and not built goes to `unknown.allow`, too.
 */
export function selectRules(
  table: RuleTable,
  allow: readonly string[],
  deny: readonly string[],
  unknown: { allow: UnknownReference; deny: UnknownReference },
): Selection {
  const map = referenceMap(table);
  const wanted = expandAll(allow.length === 0 ? ["all"] : allow, map, unknown.allow);
  for (const code of expandAll(deny, map, unknown.deny).keys()) wanted.delete(code);
  const missing = table.planned.map((rule) => rule.code).filter((code) => wanted.has(code));
  for (const code of missing) {
    if (wanted.get(code) === "") continue;
    const message = `The native engine does not have rule ${code} yet; engine sqlfluff does.`;
    unknown.allow({ reference: code, why: "which only engine sqlfluff has", message, hint: code });
  }
  const built = table.built.map((rule) => rule.code).filter((code) => wanted.has(code));
  return { codes: built.sort(), missing: missing.sort() };
}
