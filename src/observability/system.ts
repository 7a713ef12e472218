/**
 * Figures of the machine and of this process. A figure that cannot be had is null, and `reasons`
 * says why. Inside a container CPU and memory are those of its cgroup.
 */
import os from "node:os";
import process from "node:process";
import type { SystemRatios } from "./metrics.ts";
import {
  type Cgroup,
  cgroupFrom,
  type Disk,
  diskFrom,
  type Network,
  networkFrom,
} from "./system_parse.ts";

export interface SystemFigures {
  timestamp: string;
  cpu: { usage_percent: number | null; core_count: number };
  memory: { total: number; available: number; used: number; usage_percent: number };
  disk: Disk | null;
  nfs_storage: Disk | null;
  network: Network | null;
  process: {
    pid: number;
    cpu_percent: number;
    memory_info: { rss: number; heap_total: number; heap_used: number };
    create_time: number;
  };
  reasons: Record<string, string>;
}

/** Milliseconds after which one core's time can be told. */
const FIRST_SAMPLE = 150;

const CAT = "/usr/bin/cat";
const DF = "/usr/bin/df";
const decoder = new TextDecoder();

/** What a program printed, also where it failed in part; throws where it cannot be run. */
async function output(path: string, args: string[]): Promise<string> {
  const command = new Deno.Command(path, { args, stdout: "piped", stderr: "null", clearEnv: true });
  return decoder.decode((await command.output()).stdout);
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

interface CpuTimes {
  busy: number;
  all: number;
}

function cpuTimes(): CpuTimes {
  let busy = 0;
  let all = 0;
  for (const { times } of os.cpus()) {
    const active = times.user + times.nice + times.sys + times.irq;
    busy += active;
    all += active + times.idle;
  }
  return { busy, all };
}

export class SystemMonitor {
  private readonly started = Date.now();
  private lastCpu = cpuTimes();
  private cpuPercent: number | null = null;
  private lastProcess = { at: performance.now(), cpu: process.cpuUsage() };
  private processPercent = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  /** Measures usage each five seconds, so that a look costs nothing. `volume` is STORAGE_ROOT. */
  constructor(private readonly volume: string) {
    this.timer = setInterval(() => this.sample(), 5000);
    Deno.unrefTimer(this.timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  processFigures(): { cpu_seconds: number; resident_bytes: number; start_time_seconds: number } {
    const { user, system } = process.cpuUsage();
    return {
      cpu_seconds: (user + system) / 1e6,
      resident_bytes: Deno.memoryUsage().rss,
      start_time_seconds: this.started / 1000,
    };
  }

  /** What is used of the machine, as shares from 0 to 1. */
  async ratios(): Promise<SystemRatios> {
    const { cpu, memory, disk, nfs_storage } = await this.read();
    const share = (percent: number | null | undefined) =>
      percent === null || percent === undefined ? null : percent / 100;
    return {
      cpu: share(cpu.usage_percent),
      memory: share(memory.usage_percent),
      disks: [
        { volume: "root", used: share(disk?.usage_percent) },
        { volume: "storage", used: share(nfs_storage?.usage_percent) },
      ],
    };
  }

  /** CPU and memory in the words of getrusage, for a worker's row. */
  rusage(): Record<string, number> {
    const { user, system } = process.cpuUsage();
    return { utime: user / 1e6, stime: system / 1e6, maxrss: process.resourceUsage().maxRSS };
  }

  async read(): Promise<SystemFigures> {
    await this.firstSample();
    const reasons: Record<string, string> = {};
    const attempt = async <T>(name: string, work: () => Promise<T | null>): Promise<T | null> => {
      try {
        const value = await work();
        if (value === null) reasons[name] = "this system does not tell";
        return value;
      } catch (error) {
        // Callers read it: what `df` says names the path.
        const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
        reasons[name] = `it cannot be read${code}`;
        return null;
      }
    };
    const [cgroup, disk, volume, network] = await Promise.all([
      attempt("cgroup", async () => cgroupFrom(await output(CAT, CGROUP_FILES))),
      attempt("disk", async () => diskFrom(await output(DF, ["-P", "-k", "/"]))),
      attempt("nfs_storage", async () => diskFrom(await output(DF, ["-P", "-k", this.volume]))),
      attempt("network", async () => networkFrom(await output(CAT, ["/proc/net/dev"]))),
    ]);
    if (this.cpuPercent === null) reasons.cpu = "the time of the cores does not go on";
    const memory = Deno.memoryUsage();
    return {
      timestamp: new Date().toISOString(),
      cpu: { usage_percent: this.cpuPercent, core_count: cores(cgroup) },
      memory: memoryFigures(cgroup),
      disk,
      nfs_storage: volume,
      network,
      process: {
        pid: Deno.pid,
        cpu_percent: this.processPercent,
        memory_info: {
          rss: memory.rss,
          heap_total: memory.heapTotal,
          heap_used: memory.heapUsed,
        },
        create_time: this.started / 1000,
      },
      reasons,
    };
  }

  /** A figure of the first moments takes a moment: null would be read as a machine without one. */
  private async firstSample(): Promise<void> {
    if (this.cpuPercent === null) this.sample();
    if (this.cpuPercent !== null) return;
    await new Promise((resolve) => setTimeout(resolve, FIRST_SAMPLE));
    this.sample();
  }

  private sample(): void {
    const cpu = cpuTimes();
    const all = cpu.all - this.lastCpu.all;
    // Too short a stretch says nothing: the system counts in hundredths of a second.
    if (all >= 100) {
      this.cpuPercent = round(100 * (cpu.busy - this.lastCpu.busy) / all);
      this.lastCpu = cpu;
    }
    const at = performance.now();
    const used = process.cpuUsage(this.lastProcess.cpu);
    const elapsed = at - this.lastProcess.at;
    if (elapsed >= 100) {
      this.processPercent = round((used.user + used.system) / 10 / elapsed);
      this.lastProcess = { at, cpu: process.cpuUsage() };
    }
  }
}

/** Version 2 of cgroups first; the paths are those a container sees of itself. */
const CGROUP_FILES = [
  "/sys/fs/cgroup/cpu.max",
  "/sys/fs/cgroup/memory.max",
  "/sys/fs/cgroup/memory.current",
];

function cores(cgroup: Cgroup | null): number {
  return cgroup?.cores ?? navigator.hardwareConcurrency;
}

function memoryFigures(cgroup: Cgroup | null): SystemFigures["memory"] {
  const host = Deno.systemMemoryInfo();
  const limit = cgroup?.memory_limit ?? null;
  const total = limit !== null && limit < host.total ? limit : host.total;
  const used = limit !== null && limit < host.total && cgroup?.memory_used !== null &&
      cgroup?.memory_used !== undefined
    ? cgroup.memory_used
    : host.total - host.available;
  return {
    total,
    available: Math.max(0, total - used),
    used,
    usage_percent: round(100 * used / total),
  };
}

/** The limit on open files of this process and its children; null where it cannot be had. */
export async function openFilesLimit(): Promise<number | null> {
  try {
    const text = await output(CAT, ["/proc/self/limits"]);
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(text)?.[1];
    return soft === undefined || soft === "unlimited" ? null : Number(soft);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) {
      return null;
    }
    throw error;
  }
}
