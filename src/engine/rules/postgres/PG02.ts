import { kind, type Tree } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const ACTION = kind("alter_table_action_segment");
const CONSTRAINT = kind("table_constraint");

/** Whether the words of a node, one after the other, are among its keywords. */
function says(tree: Tree, node: number, phrase: string): boolean {
  const words = tree.children(node)
    .filter((child) => tree.isLeaf(child) && tree.isCode(child))
    .map((child) => tree.upper(child));
  return ` ${words.join(" ")} `.includes(` ${phrase} `);
}

export const rule: Rule = {
  code: "PG02",
  name: "postgres.not_valid_foreign_key",
  groups: ["all", "postgres"],
  aliases: [],
  description: "A foreign key is added to a table as NOT VALID, and validated afterwards.",
  rationale: "Checking all rows at once locks both tables; VALIDATE CONSTRAINT does without that.",
  fixable: false,
  options: [flag("force_enable", false, "Run at all: small tables are checked in no time.")],
  exampleConfig: { rules: { "postgres.not_valid_foreign_key": { force_enable: true } } },
  exampleDialect: "postgres",
  bad: "ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shops (id);\n",
  good: "ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;\n",
  phase: "main",
  visits: [kind("alter_table_statement")],
  message: "Checking this foreign key locks both tables: add NOT VALID, and validate it later.",
  run(context) {
    const { tree, dialect } = context;
    if (!dialect.traits.unvalidatedConstraints || !context.flag("force_enable")) return () => {};
    return (statement) => {
      // The first action decides, as in SQLFluff.
      const action = tree.childOf(statement, ACTION);
      const constraint = action < 0 ? -1 : tree.childOf(action, CONSTRAINT);
      if (constraint < 0 || !says(tree, constraint, "FOREIGN KEY")) return;
      if (!says(tree, constraint, "NOT VALID")) context.report(statement);
    };
  },
};
