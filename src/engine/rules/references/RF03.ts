import { scopesOf } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import { choice, flag, type Rule } from "../rule.ts";
import { BARE_BIT, OneSource, QUALIFIED_BIT, unqualified, waysOf } from "./one_source.ts";

const STYLES = ["consistent", "qualified", "unqualified"];

export const rule: Rule = {
  code: "RF03",
  name: "references.consistent",
  groups: ["all", "references"],
  aliases: ["L028"],
  description: "In a query from one table, columns are all qualified or all not.",
  rationale: "A qualified column among bare ones looks as if it came from elsewhere.",
  fixable: true,
  reads: "spelling",
  effects: { insert: ["<name>", "."], remove: ["<name>", "."] },
  options: [
    {
      ...choice(
        "single_table_references",
        STYLES,
        "consistent",
        "Whether columns are qualified; consistent takes what comes first.",
      ),
      shared: true,
    },
    flag("force_enable", false, "Run in dialects too where a dot may reach into a value."),
  ],
  bad: "SELECT a, foo.b FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  when: { dialect: (traits) => !traits.mixedQualification, forced: "any_dialect" },
  message: "Columns of this query are qualified in places: qualify all of them, or none.",
  run(context) {
    const { dialect, tree } = context;
    const style = context.text("single_table_references");
    const qualify = (query: OneSource) => {
      for (const each of query.bareColumns) {
        const column = each.parts[0]!.text;
        const said = `\`${column}\` is not qualified, as others of this query are: ` +
          `write \`${query.name.text}.\` before it.`;
        context.report(each.node, query.qualified(each, dialect), said);
      }
    };
    const unqualify = (query: OneSource) => {
      if (query.mayBeOuter) return;
      for (const each of query.references) {
        if (query.isBare(each)) continue;
        const said = `\`${
          tree.text(each.node)
        }\` needs no qualifier in a query of one table: drop it.`;
        context.report(each.node, unqualified(each), said);
      }
    };
    const makeConsistent = (query: OneSource) => {
      const { odd } = query;
      if (odd === null) return;
      if (!tree.isTemplated(odd.node)) {
        const first = tree.text(query.references[0]!.node);
        const said = `\`${tree.text(odd.node)}\` is written in another way than \`${first}\`: ` +
          "qualify both, or neither.";
        context.report(odd.node, query.isBare(odd) ? query.qualified(odd, dialect) : [], said);
      }
      qualify(query);
    };
    const judge = style === "qualified"
      ? qualify
      : style === "unqualified"
      ? unqualify
      : makeConsistent;
    // How columns have to be written, at least, for anything to be found. Where names are mixed as
    // they have to be, a dot tells nothing.
    const { mixedQualification } = dialect.traits;
    const odd = mixedQualification
      ? 0
      : style === "qualified"
      ? BARE_BIT
      : style === "unqualified"
      ? QUALIFIED_BIT
      : BARE_BIT | QUALIFIED_BIT;
    return (statement) => {
      for (const select of scopesOf(context.file, statement).selects) {
        if ((waysOf(select) & odd) !== odd) continue;
        const query = OneSource.of(tree, select, mixedQualification);
        if (query !== null) judge(query);
      }
    };
  },
};
