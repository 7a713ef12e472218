/** The table of what fixes may do, in docs/engine.md. */
import { describeEffects } from "../../src/engine/rules/effects.ts";
import { RULES } from "../../src/engine/rules/list.ts";

const OPEN = "<!-- What fixes may do: generated from the rules. -->";
const CLOSE = "<!-- End of what is generated. -->";

/** docs/engine.md with the table as the rules declare it now. Throws where its marks are missing. */
export async function enginePage(): Promise<string> {
  const page = await Deno.readTextFile(new URL("../../docs/engine.md", import.meta.url));
  const [from, to] = [page.indexOf(OPEN), page.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new Error("docs/engine.md has lost the marks of its table");
  const rows = RULES.flatMap((rule) =>
    rule.fixable ? [`| ${rule.code} | ${describeEffects(rule.effects)} |`] : []
  );
  const table = ["| rule | its fixes |", "| ---- | --------- |", ...rows].join("\n");
  return `${page.slice(0, from)}${OPEN}\n\n${table}\n\n${page.slice(to)}`;
}
