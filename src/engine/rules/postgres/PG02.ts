import { KEYWORD, kind, word } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const ACTION = kind("alter_table_action_segment");
const CONSTRAINT = kind("table_constraint");
const FOREIGN = word("FOREIGN");
const VALID = word("VALID");

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
  when: { dialect: (traits) => traits.unvalidatedConstraints, forced: "required" },
  message: "Checking this foreign key locks both tables: add NOT VALID, and validate it later.",
  run(context) {
    const { tree } = context;
    return (statement) => {
      // As in SQLFluff, only the first of several actions is looked at.
      const action = tree.childOf(statement, ACTION);
      const constraint = action < 0 ? -1 : tree.childOf(action, CONSTRAINT);
      if (constraint < 0) return;
      const words = [action, constraint].flatMap((node) => tree.childrenOf(node, KEYWORD))
        .map((each) => tree.word(each));
      if (words.includes(FOREIGN) && !words.includes(VALID)) context.report(statement);
    };
  },
};
