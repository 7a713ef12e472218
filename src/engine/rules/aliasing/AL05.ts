import type { Folding, Traits } from "../../dialects/mod.ts";
import {
  folded,
  isSeen,
  isUnqualified,
  type Name,
  ownName,
  readings,
  type Scopes,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { hasComment, kind, type Tree } from "../../tree/mod.ts";
import { cutOut, isBeforeName } from "../removal.ts";
import { choice, type Rule } from "../rule.ts";

const QUALIFY = kind("qualify_clause");

const FOLDINGS: Record<string, Folding> = {
  case_insensitive: "ignore",
  quoted_cs_naked_upper: "upper",
  quoted_cs_naked_lower: "lower",
  case_sensitive: "none",
};

/** A source that has a name of its own. */
interface Named {
  readonly name: string;
  readonly source: Source;
}

/** Of more sources than this those of a name are looked up; a table for each query costs more. */
const FEW_SOURCES = 8;

/** How a name is spelled where it is compared with others. */
type Spell = (name: Name) => string;

/**
 * How a dialect compares names: what is written as a text keeps its letters. So it matters which
 * letters all others get, even where their case means nothing.
 */
function spelling({ folding, textQuotes, oddSingleQuotes, plainNames }: Traits): Spell {
  const isSmall = folding === "ignore" && plainNames === "lower";
  return (name) => {
    if (name.quoted && textQuotes.includes(name.text.charAt(0))) {
      return oddSingleQuotes ? name.text : name.bare;
    }
    return isSmall ? name.lower : folded(name, folding);
  };
}

/** The sources of queries by their own names, as a database compares them. */
class SourcesByName {
  readonly #named = new Map<Select, readonly Named[]>();
  readonly #byName = new Map<Select, ReadonlyMap<string, readonly Named[]>>();

  constructor(readonly spell: Spell) {}

  /** The sources of one query that go by a name. */
  in(select: Select, name: string): readonly Source[] {
    let named = this.#named.get(select);
    if (named === undefined) this.#named.set(select, named = this.#read(select));
    if (named.length > FEW_SOURCES) named = this.#lookUp(select, named, name);
    let found: Source[] | null = null;
    for (const each of named) {
      if (each.name !== name) continue;
      if (found === null) found = [each.source];
      else found.push(each.source);
    }
    return found ?? NO_SOURCES;
  }

  #read({ sources }: Select): Named[] {
    const named: Named[] = [];
    for (const source of sources) {
      const own = ownName(source);
      if (own !== null) named.push({ name: this.spell(own), source });
    }
    return named;
  }

  #lookUp(select: Select, named: readonly Named[], name: string): readonly Named[] {
    let byName = this.#byName.get(select);
    if (byName === undefined) {
      this.#byName.set(select, byName = Map.groupBy(named, (each) => each.name));
    }
    return byName.get(name) ?? [];
  }

  /** The sources that a name means in a query: those of the innermost query that has any. */
  meant(from: Select, name: string, fits: (source: Source) => boolean): readonly Source[] {
    for (let at: Select | null = from; at !== null; at = at.parent) {
      const found = this.in(at, name);
      if (found.length > 0 && found.every(fits)) return found;
      const some = found.filter(fits);
      if (some.length > 0) return some;
    }
    return NO_SOURCES;
  }
}

const NO_SOURCES: readonly Source[] = [];

/**
 * The sources that a table's name leads through: `t.items` in FROM may be the items of each row of
 * `t`, an alias of the same query or of one around it.
 */
function holdingSources(scopes: Scopes, byName: SourcesByName): Set<Source> {
  const holding = new Set<Source>();
  for (const select of scopes.selects) {
    for (const { kind, path } of select.sources) {
      if (kind !== "table" || path.length !== 2) continue;
      const name = byName.spell(path[0]!);
      for (const source of byName.meant(select, name, () => true)) holding.add(source);
    }
  }
  return holding;
}

/** The sources that some reference of the statement means by their own name. */
function usedSources(scopes: Scopes, traits: Traits, byName: SourcesByName): Set<Source> {
  const used = new Set<Source>();
  const use = (from: Select, name: string, fits: (source: Source) => boolean) => {
    for (const source of byName.meant(from, name, fits)) used.add(source);
  };
  const all = () => true;
  const bareMeans = traits.wholeRows ? all : (source: Source) => source.kind === "function";
  for (const select of scopes.selects) {
    for (const reference of select.references) {
      for (const { table } of readings(reference, traits)) {
        use(select, byName.spell(table), all);
      }
      const [only] = reference.parts;
      if (only !== undefined && isUnqualified(reference)) {
        use(select, byName.spell(only), bareMeans);
      }
    }
  }
  return used;
}

/** Whether the aliases of a query are plainly used: most are, and then nothing more need be known. */
function usesAllAliases({ sources }: Select): boolean {
  for (let at = 0; at < sources.length; at++) {
    const source = sources[at]!;
    if (source.alias !== null && !source.isNamed && isSeen(source)) return false;
  }
  return true;
}

/** How many sources of a query read each table, by the last part of its name in capitals. */
function countTables({ sources }: Select): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of sources) {
    const table = path.at(-1)?.upper;
    if (table !== undefined) counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return counts;
}

/** Whether an alias may stand without being used. */
function isNeeded(source: Source, tables: ReadonlyMap<string, number>, traits: Traits): boolean {
  if (source.kind === "group") return true;
  if (source.kind === "derived") return source.query?.type !== "opaque";
  if (source.kind === "values") return traits.valuesNeedAlias;
  const table = source.path.at(-1)?.upper;
  return table !== undefined && tables.get(table)! > 1;
}

/**
 * Whether SQLFluff leaves a query's aliases alone: where arrays may be sources, a table of FROM may
 * be an array of any other one, so each part of its name that is a source's own name refers to that
 * source. A table without an alias refers to itself. What UNNEST returns has no arrays.
 */
function mayBeArrays({ sources }: Select, traits: Traits): boolean {
  if (!traits.arraySources) return false;
  const names = new Set<string>();
  for (const source of sources) {
    const own = source.valueTable ? null : ownName(source);
    if (own === null) continue;
    // Where names are not folded to small letters, it compares them as written or in capitals.
    if (traits.folding === "lower") names.add(folded(own, traits.folding));
    else names.add(own.bare).add(own.upper);
  }
  return sources.some(({ path }) =>
    path.some((part) =>
      names.has(traits.folding === "lower" ? folded(part, traits.folding) : part.bare)
    )
  );
}

/** Whether QUALIFY follows an alias with nothing between them. */
function isBeforeQualify(tree: Tree, select: Select, aliasNode: number): boolean {
  const qualify = tree.childOf(select.node, QUALIFY);
  if (qualify < 0) return false;
  let before = qualify - 1;
  while (!tree.isLeaf(before) || !tree.isCode(before)) before--;
  return before > aliasNode && before < tree.end(aliasNode);
}

export const rule: Rule = {
  code: "AL05",
  name: "aliasing.unused",
  groups: ["all", "core", "aliasing"],
  aliases: ["L025"],
  description: "Every table alias is used.",
  rationale: "An alias that nothing refers to is left over, or shows a reference that is missing.",
  fixable: true,
  reads: "spelling",
  effects: { remove: ["AS", "<name>", "(", ")", ","] },
  options: [choice(
    "alias_case_check",
    [
      "dialect",
      "case_insensitive",
      "quoted_cs_naked_upper",
      "quoted_cs_naked_lower",
      "case_sensitive",
    ],
    "dialect",
    "How the letter case of aliases and references is compared.",
  )],
  bad: "SELECT a FROM foo AS zoo\n",
  good: "SELECT zoo.a FROM foo AS zoo\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "This alias is never used: drop it, or use it.",
  run(context) {
    const { tree, file } = context;
    const { traits } = context.dialect;
    const folding = FOLDINGS[context.text("alias_case_check")];
    const spell: Spell = folding === undefined ? spelling(traits) : (name) => folded(name, folding);
    return (statement) => {
      const scopes = scopesOf(file, statement);
      if (scopes.selects.every(usesAllAliases)) return;
      const byName = new SourcesByName(spell);
      const used = usedSources(scopes, traits, byName);
      const holding = holdingSources(scopes, byName);
      for (const select of scopes.selects) {
        if (select.list < 0 || mayBeArrays(select, traits)) continue;
        let tables: ReadonlyMap<string, number> | null = null;
        for (const source of select.sources) {
          const { alias, aliasNode } = source;
          if (alias === null || !isSeen(source) || used.has(source)) continue;
          if (traits.pathsUseAliases && holding.has(source)) continue;
          // In brackets of its own an alias is left alone.
          if (tree.parent(aliasNode) !== source.node) continue;
          if (isNeeded(source, tables ??= countTables(select), traits)) continue;
          if (traits.joinedFunctions && source.kind === "function" && select.sources.length > 1) {
            continue;
          }
          if (traits.qualifyNeedsAlias && isBeforeQualify(tree, select, aliasNode)) continue;
          const said = `\`${alias.text}\` is never used: drop the alias, or use it.`;
          const keeps = hasComment(tree, aliasNode, tree.end(aliasNode)) ||
            isBeforeName(tree, aliasNode) || holding.has(source);
          context.report(alias.leaf, keeps ? [] : cutOut(tree, aliasNode), said);
        }
      }
    };
  },
};
