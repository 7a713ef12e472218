/** What processes have used of the CPU, as /proc of Linux tells it. */

/** Milliseconds of a clock tick of /proc. */
export const TICK = 10;

/** Milliseconds of CPU that a process has used, in ticks of 10. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** The same of the processes that it started. */
export async function cpuOfChildren(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=", "--ppid", String(pid)],
  }).output();
  const pids = new TextDecoder().decode(stdout).trim().split(/\s+/).filter(Boolean).map(Number);
  return (await Promise.all(pids.map(cpuOf))).reduce((sum, ms) => sum + ms, 0);
}
