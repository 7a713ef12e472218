/** docs/configuration.md, from the table of settings. */
import { RETIRED, type Setting, SETTINGS } from "../../src/config/settings.ts";

export function configurationPage(): string {
  const rows = (Object.entries(SETTINGS) as [string, Setting<unknown>][]).map(([name, s]) => {
    const value = s.default === "" ? "(empty)" : `\`${s.default}\``;
    const old = s.aliases === undefined
      ? ""
      : ` Also read as ${s.aliases.map((a) => `\`${a}\``).join(", ")}.`;
    const file = s.secret === true ? ` Or a file that holds it: \`${name}_FILE\`.` : "";
    const how = s.permission === true ? "environment" : "environment or flag";
    return `| \`${name}\` | ${value} | ${s.doc}${old}${file} | ${how} |`;
  });
  const retired = Object.entries(RETIRED).map(([n, hint]) => `- \`${n}\` has no meaning: ${hint}.`);
  return `# Configuration

Generated from \`src/config/settings.ts\` by \`deno task generate\`.

Settings are read from the environment and from \`.env\`. One that neither permissions nor secrets depend on may also be given as a flag: \`--log-level debug\`. A secret may lie in a file that a variable of the same name and \`_FILE\` names; its last line's end does not count, and setting both is a fault. A wrong value stops the start with one line that names the setting and what it takes.

| setting | default | what it is | given by |
| --- | --- | --- | --- |
${rows.join("\n")}

Names of the Python service that are not read any more:

${retired.join("\n")}
`;
}
