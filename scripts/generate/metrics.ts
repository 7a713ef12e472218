/** docs/metrics.md, from the registry itself. */
import { Metrics } from "../../src/observability/metrics.ts";

/** What prom-client knows of a metric, as far as its types leave it out. */
interface Described {
  name: string;
  help: string;
  type: unknown;
  labelNames?: string[];
}

export async function metricsPage(): Promise<string> {
  const { registry } = new Metrics();
  const types = new Map(
    (await registry.getMetricsAsJSON()).map((m) => [m.name, String(m.type)] as const),
  );
  const all = registry.getMetricsAsArray() as unknown as Described[];
  const rows = all.map(({ name, help, labelNames = [] }) => {
    const labels = labelNames.map((label) => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${types.get(name) ?? ""} | ${labels} | ${help} |`;
  });
  return `# Metrics

Generated from \`src/observability/metrics.ts\` by \`deno task generate\`.

Every process serves them at \`/metrics\`, in Prometheus's text format; a worker on its own port. \`GET /api/v1/monitoring/targets\` tells the address of each, as \`http_sd_configs\` reads it. With \`API_TOKENS\` a token with the scope read is needed.

Counters and histograms belong to the process that did the work: add them up over all. What the store knows (active jobs, workers online, length and age of the queues) is the same from every process: take the maximum. A figure that cannot be had is missing.

| metric | type | labels | what it is |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}
