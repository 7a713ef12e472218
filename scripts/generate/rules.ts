/** docs/rules.md, from the rules themselves. */
import { SQLFLUFF_CATALOGUE } from "../../src/sqlfluff/catalogue.ts";
import { NATIVE_CATALOGUE } from "../../src/native/catalogue.ts";
import { mergeCatalogues } from "../../src/lint/catalogue.ts";
import type { RuleInfo } from "../../src/lint/port.ts";

function options(rule: RuleInfo): string {
  if (rule.options.length === 0) return "";
  const rows = rule.options.map((o) => {
    const allowed = o.allowed === undefined
      ? ""
      : ` (${o.allowed.map((a) => `\`${a}\``).join(", ")})`;
    return `- \`${o.name}\`, default \`${o.default}\`${allowed}: ${o.description}`;
  });
  return `\nOptions:\n\n${rows.join("\n")}\n`;
}

function section(rule: RuleInfo): string {
  const aliases = rule.aliases.length === 0 ? "" : `, formerly ${rule.aliases.join(", ")}`;
  const head = `## ${rule.code} ${rule.name}`;
  const groups = rule.groups.map((g) => `\`${g}\``).join(", ");
  const facts = `Groups ${groups}; ${rule.fixable ? "fixable" : "not fixable"}${aliases}; engines ${
    rule.engines.join(", ")
  }.`;
  if (rule.why === undefined) return `${head}\n\n${facts}\n`;
  return `${head}

${rule.description}

${rule.why}

${facts}
${options(rule)}
Breaks it:

\`\`\`sql
${(rule.bad ?? "").trimEnd()}
\`\`\`

Keeps it:

\`\`\`sql
${(rule.good ?? "").trimEnd()}
\`\`\`
`;
}

export function rulesPage(): string {
  const { rules } = mergeCatalogues(NATIVE_CATALOGUE, SQLFLUFF_CATALOGUE);
  return `# Rules

Generated from the rules by \`deno task generate\`. Rules without an example are those of the engine \`sqlfluff\` alone.

${rules.map(section).join("\n")}`;
}
