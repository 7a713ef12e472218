import type { Traits } from "../../dialects/mod.ts";
import {
  correlated,
  countSeen,
  folded,
  isApart,
  isUnqualified,
  namesIn,
  type Output,
  ownName,
  type Reference,
  scopesOf,
  type Select,
} from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { flag, IGNORE_WORDS, type Rule } from "../rule.ts";
import { ignoredWords } from "./ignored_words.ts";

/** The columns that USING merges: they are of no one table. */
function mergedColumns(select: Select): Set<string> {
  const texts = new Set<string>();
  for (const { using } of select.joins) for (const name of using) texts.add(name.text);
  return texts;
}

/** Names that may stand for a whole row of a table, an element of an array or a key. */
function rowNames(select: Select, { wholeRows, folding }: Traits): Set<string> {
  const names = select.sources.flatMap((source) => {
    const own = wholeRows || source.valueTable ? ownName(source) : null;
    return own === null ? source.elements : [own, ...source.elements];
  });
  return new Set(names.map((name) => folded(name, folding)));
}

/** The bare names of a query that are of no one table, or not of a table at all. */
class Exempt {
  readonly #merged: ReadonlySet<string>;
  readonly #rows: ReadonlySet<string>;
  readonly #aliases: ReadonlyMap<string, readonly Output[]>;

  constructor(select: Select, readonly traits: Traits) {
    this.#merged = mergedColumns(select);
    this.#rows = rowNames(select, traits);
    this.#aliases = Map.groupBy(
      select.outputs.filter(({ alias }) => alias !== null),
      ({ alias }) => alias!.text,
    );
  }

  has({ parts: [name], output }: Reference, text: string): boolean {
    return this.#merged.has(text) ||
      (name !== undefined && this.#rows.has(folded(name, this.traits.folding))) ||
      (this.#aliases.get(text)?.some((each) => each !== output) ?? false);
  }
}

/** So many outputs of a query are compared with a name before a table of them is made. */
const FEW = 16;

/** Whether a bare name is the alias of one of the first outputs, other than that it stands in. */
function isPlainAlias({ outputs }: Select, { output }: Reference, text: string): boolean {
  const count = Math.min(outputs.length, FEW);
  for (let at = 0; at < count; at++) {
    const each = outputs[at]!;
    if (each !== output && each.alias !== null && each.alias.text === text) return true;
  }
  return false;
}

const DECLARATION = kind("declare_segment");

/** The variables that a script declares, in capitals: no column, wherever it does. */
function declaredNames(tree: Tree): Set<string> {
  const names = tree.descendants(0, DECLARATION).flatMap((each) => namesIn(tree, each));
  return new Set(names.map(({ text }) => text.toUpperCase()));
}

export const rule: Rule = {
  code: "RF02",
  name: "references.qualification",
  groups: ["all", "references"],
  aliases: ["L027"],
  description: "With more than one table in FROM, every column says which one it is of.",
  rationale: "A bare column gets ambiguous, or another one, when a table gains a column.",
  fixable: false,
  options: [
    flag(
      "subqueries_ignore_external_references",
      false,
      "Count only a subquery's own tables, not those of the queries around it.",
    ),
    ...IGNORE_WORDS,
  ],
  bad: "SELECT a, b.c FROM foo LEFT JOIN b ON foo.id = b.id\n",
  good: "SELECT foo.a, b.c FROM foo LEFT JOIN b ON foo.id = b.id\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "This query reads several tables: say which one this column is of.",
  run(context) {
    const ignoresOuter = context.flag("subqueries_ignore_external_references");
    const { traits } = context.dialect;
    const isIgnored = ignoredWords(context);
    let variables: Set<string> | null = null;
    const isVariable = (name: string) =>
      traits.scriptVariables &&
      (variables ??= declaredNames(context.tree)).has(name.toUpperCase());
    return (statement) => {
      for (const select of scopesOf(context.file, statement).selects) {
        if (select.list < 0) continue;
        const tables = countSeen(select);
        const outer = tables === 1 && !ignoresOuter && correlated(select);
        if (tables < 2 && !outer) continue;
        let exempt: Exempt | null = null;
        const { references } = select;
        for (let at = 0; at < references.length; at++) {
          const reference = references[at]!;
          if (!isUnqualified(reference) || isApart(reference)) continue;
          const { parts, node } = reference;
          const text = parts[0]?.text ?? "*";
          if (isIgnored(text) || isVariable(text)) continue;
          if (isPlainAlias(select, reference, text)) continue;
          if ((exempt ??= new Exempt(select, traits)).has(reference, text)) continue;
          const said = parts.length === 0
            ? "This query reads several tables: name the columns in place of `*`."
            : `\`${text}\` may be of several tables: write the one it is of before it.`;
          context.report(node, [], said);
        }
      }
    };
  },
};
