/** docs/job-states.md, from the table of states. */
import {
  JOB_STATUSES,
  JOB_TRANSITIONS,
  TASK_STATUSES,
  TASK_TRANSITIONS,
  type Transition,
} from "../../src/jobs/states.ts";

function diagram(initial: string, transitions: readonly Transition<string>[]): string {
  const arrows = transitions.map(({ from, to }) => `  ${from} --> ${to}`);
  return `\`\`\`mermaid
stateDiagram-v2
  [*] --> ${initial}
${arrows.join("\n")}
\`\`\``;
}

function table(transitions: readonly Transition<string>[]): string {
  const rows = transitions.map(({ from, to, when }) => `| \`${from}\` | \`${to}\` | ${when} |`);
  return `| from | to | when |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

export function statesPage(): string {
  return `# Job and task states

Generated from \`src/jobs/states.ts\` by \`deno task generate\`.

## Jobs

${JOB_STATUSES.map((s) => `\`${s}\``).join(" · ")}

${diagram("ACCEPTED", JOB_TRANSITIONS)}

${table(JOB_TRANSITIONS)}

## Tasks

${
    TASK_STATUSES.map((s) => `\`${s}\``).join(" · ")
  }. A dead letter is a FAILURE with \`dead_lettered_at\`.

${diagram("PENDING", TASK_TRANSITIONS)}

${table(TASK_TRANSITIONS)}
`;
}
