import { policyApplies, unquoted } from "../../analysis/identifiers.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { choice, flag, IGNORE_WORDS, type Rule, text } from "../rule.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const ALIAS_EXPRESSION = kind("alias_expression");
const ELEMENT = kind("select_clause_element");
const TABLE_REFERENCE = kind("table_reference");
const EXTENSION_REFERENCE = kind("extension_reference");
const FILE_REFERENCE = kind("file_reference");
const PROPERTY_NAME = kind("property_name_identifier");
const POLICIES = ["all", "aliases", "column_aliases", "table_aliases"];
/** Most names: nothing is wrong with them, whatever the options say. */
const PLAIN = /^[A-Za-z0-9_]*[A-Za-z0-9][A-Za-z0-9_]*$/;
const ALPHANUMERIC = /^[\p{L}\p{N}]+$/u;
/** Characters that are part of names in some dialects. */
const USUAL: Record<string, string> = { bigquery: "-", snowflake: "$" };

/** Whether a leaf is in a select target that has an alias, but not in the alias. */
function isRenamed(tree: Tree, leaf: number): boolean {
  const element = tree.closest(leaf, ELEMENT);
  if (element < 0 || tree.closest(leaf, ALIAS_EXPRESSION) > element) return false;
  return tree.childOf(element, ALIAS_EXPRESSION) >= 0;
}

/** What is left of a quoted name without what its dialect allows there; null: anything goes. */
function quotedName(tree: Tree, leaf: number, dialect: string): string | null {
  const parent = tree.parent(leaf);
  const name = unquoted(tree, leaf);
  const isSpark = dialect === "databricks" || dialect === "sparksql";
  if (dialect === "postgres" && tree.is(parent, EXTENSION_REFERENCE)) return null;
  if (isSpark && tree.is(parent, FILE_REFERENCE)) return null;
  if (dialect === "bigquery" && tree.is(parent, TABLE_REFERENCE)) {
    return name.replace(/\*$/, "").replaceAll(".", "");
  }
  return isSpark && tree.is(parent, PROPERTY_NAME) ? name.replaceAll(".", "") : name;
}

export const rule: Rule = {
  code: "RF05",
  name: "references.special_chars",
  groups: ["all", "references"],
  aliases: ["L057"],
  description: "Identifiers are made of letters, digits and underscores.",
  rationale: "Other characters force quotes on everyone who uses the name.",
  fixable: false,
  options: [
    choice("quoted_identifiers_policy", [...POLICIES, "none"], "all", "Which quoted ones count."),
    choice("unquoted_identifiers_policy", POLICIES, "all", "Which unquoted ones count."),
    flag("allow_space_in_identifier", false, "Let quoted identifiers have spaces."),
    text("additional_allowed_characters", "Characters that are allowed too."),
    ...IGNORE_WORDS,
  ],
  bad: 'CREATE TABLE foo ("Column 1" INT)\n',
  good: "CREATE TABLE foo (column_1 INT)\n",
  phase: "main",
  visits: [NAKED, QUOTED],
  message: "This name has characters beyond letters, digits and underscores.",
  run(context) {
    const { tree, dialect } = context;
    const inQuotes = context.text("quoted_identifiers_policy");
    const naked = context.text("unquoted_identifiers_policy");
    const space = context.flag("allow_space_in_identifier") ? " " : "";
    const allowed = `_${context.text("additional_allowed_characters")}${USUAL[dialect.name] ?? ""}`;
    const isIgnored = context.ignoredWords();
    return (leaf) => {
      if (PLAIN.test(tree.text(leaf)) && allowed === "_") return;
      if (isIgnored(tree.text(leaf)) || isRenamed(tree, leaf)) return;
      const isQuoted = tree.is(leaf, QUOTED);
      let name: string | null = tree.text(leaf);
      if (isQuoted) {
        if (isIgnored(unquoted(tree, leaf))) return;
        name = quotedName(tree, leaf, dialect.name);
        if (name === null) return;
      }
      if (dialect.name === "redshift" && tree.is(tree.parent(leaf), TABLE_REFERENCE)) {
        name = name.replace(/^#/, "");
      }
      const skip = isQuoted ? allowed + space : allowed;
      const rest = [...name].filter((char) => !skip.includes(char)).join("");
      if (ALPHANUMERIC.test(rest)) return;
      if (policyApplies(tree, leaf, isQuoted ? inQuotes : naked)) context.report(leaf);
    };
  },
};
