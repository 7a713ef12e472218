import { scopesOf } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";
import { SubqueryMover } from "./subqueries.ts";

export const rule: Rule = {
  code: "ST05",
  name: "structure.subquery",
  groups: ["all", "structure"],
  aliases: ["L042"],
  description: "Subqueries do not stand in JOIN, or in FROM, as configured.",
  rationale: "A common table expression has a name, and is read before what uses it.",
  fixable: true,
  reads: "code",
  effects: { move: true, insert: ["WITH", "AS", ",", "<name>"], remove: ["AS", "(", ")"] },
  options: [choice(
    "forbid_subquery_in",
    ["join", "from", "both"],
    "join",
    "Where subqueries are not to stand; the joins of a FROM are a part of it.",
  )],
  bad: "SELECT a.x, b.y FROM a INNER JOIN (SELECT x, y FROM c) AS b ON a.x = b.x\n",
  good: "WITH b AS (SELECT x, y FROM c)\nSELECT a.x, b.y FROM a INNER JOIN b ON a.x = b.x\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "Move this subquery into a CTE with a name.",
  run(context) {
    const { tree, file, dialect } = context;
    // A join is a part of FROM: as in SQLFluff, "from" forbids what "both" does.
    const inFrom = context.text("forbid_subquery_in") !== "join";
    return (statement) => {
      const scopes = scopesOf(file, statement);
      if (!scopes.sources.some(({ kind }) => kind === "derived" || kind === "group")) return;
      const { found, fixes } = new SubqueryMover(tree, scopes, dialect.traits, inFrom);
      // All that moves goes into one WITH, so it goes at once.
      for (const [at, bracket] of found.entries()) context.report(bracket, at === 0 ? fixes : []);
    };
  },
};
