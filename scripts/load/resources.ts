/** What the loaded processes take: resident memory from `ps`, CPU time from their metrics. */
import type { ServiceClient } from "../service/client.ts";

/** Resident bytes of the processes, and with everything that they started. */
export async function residentBytes(
  pids: readonly number[],
): Promise<{ main: number; all: number }> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,rss="] }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n").map((row) =>
    row.trim().split(/\s+/).map(Number) as [number, number, number]
  );
  const main = rows.filter(([pid]) => pids.includes(pid));
  const children = rows.filter(([, parent]) => pids.includes(parent));
  const sum = (list: typeof rows) => list.reduce((n, [, , rss]) => n + rss * 1024, 0);
  return { main: sum(main), all: sum(main) + sum(children) };
}

/** Seconds of CPU that the web process has used. */
export async function cpuSeconds(client: ServiceClient): Promise<number> {
  const text = await client.text("GET", "/metrics");
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
}
