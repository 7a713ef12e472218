/** Reads what the tools of a Linux system print. */

export interface Disk {
  total: number;
  used: number;
  free: number;
  usage_percent: number;
}

export interface Network {
  bytes_sent: number;
  bytes_recv: number;
  packets_sent: number;
  packets_recv: number;
}

/** Limits of the control group this process runs in; null where there is none. */
export interface Cgroup {
  cores: number | null;
  memory_limit: number | null;
  memory_used: number | null;
}

/** `df -P -k PATH`: kilobytes in the second to fourth column of the last line. */
export function diskFrom(text: string): Disk | null {
  const row = text.trim().split("\n").at(-1)?.trim().split(/\s+/) ?? [];
  const [total, used, free] = row.slice(-5, -2).map((n) => Number(n) * 1024);
  if (total === undefined || used === undefined || free === undefined) return null;
  if (![total, used, free].every(Number.isFinite) || total === 0) return null;
  return { total, used, free, usage_percent: Math.round(1000 * used / (used + free)) / 10 };
}

/** `/proc/net/dev`: all interfaces but the loopback. */
export function networkFrom(text: string): Network | null {
  const sum = { bytes_sent: 0, bytes_recv: 0, packets_sent: 0, packets_recv: 0 };
  let seen = false;
  for (const line of text.split("\n")) {
    const [, name, rest] = /^\s*([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    seen = true;
    if (name === "lo") continue;
    const columns = rest.trim().split(/\s+/).map(Number);
    sum.bytes_recv += columns[0] ?? 0;
    sum.packets_recv += columns[1] ?? 0;
    sum.bytes_sent += columns[8] ?? 0;
    sum.packets_sent += columns[9] ?? 0;
  }
  return seen ? sum : null;
}

/** `cpu.max`, `memory.max` and `memory.current` of cgroup v2, one after the other; null without. */
export function cgroupFrom(text: string): Cgroup | null {
  const lines = text.trim().split("\n").filter((line) => line !== "");
  const cpu = lines.find((line) => / \d+$/.test(line));
  const rest = lines.filter((line) => line !== cpu);
  if (cpu === undefined && rest.length === 0) return null;
  const [quota, period] = cpu?.split(" ") ?? [];
  const limit = rest[0];
  const used = rest[1];
  return {
    cores: quota === undefined || quota === "max"
      ? null
      : Math.max(1, Math.ceil(Number(quota) / Number(period))),
    memory_limit: limit === undefined || limit === "max" ? null : Number(limit),
    memory_used: used === undefined ? null : Number(used),
  };
}
