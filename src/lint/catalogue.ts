/** Puts what each engine offers into one catalogue, which both engines then answer from. */
import type { Catalogue, DialectInfo, RuleInfo } from "./port.ts";

/** Merges by rule code and dialect name; what an earlier catalogue says of a rule is kept. */
export function mergeCatalogues(...catalogues: readonly Catalogue[]): Catalogue {
  const rules = new Map<string, RuleInfo>();
  const dialects = new Map<string, DialectInfo>();
  for (const catalogue of catalogues) {
    for (const rule of catalogue.rules) {
      const known = rules.get(rule.code);
      rules.set(
        rule.code,
        known === undefined ? rule : { ...known, engines: [...known.engines, ...rule.engines] },
      );
    }
    for (const dialect of catalogue.dialects) {
      const known = dialects.get(dialect.name);
      dialects.set(
        dialect.name,
        known === undefined
          ? dialect
          : { ...known, engines: [...known.engines, ...dialect.engines] },
      );
    }
  }
  return {
    rules: [...rules.values()].sort((a, b) => a.code < b.code ? -1 : 1),
    dialects: [...dialects.values()].sort((a, b) => a.name < b.name ? -1 : 1),
  };
}
