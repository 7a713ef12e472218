import assert from "node:assert/strict";
import { openFilesLimit, SystemMonitor } from "../../src/observability/system.ts";
import { cgroupFrom, diskFrom, networkFrom } from "../../src/observability/system_parse.ts";

Deno.test("disks are read from df, in bytes and percent of what can be used", () => {
  const head = "Filesystem     1024-blocks    Used Available Capacity Mounted on\n";
  assert.deepEqual(diskFrom(`${head}/dev/sda1   1000  300  600  34% /\n`), {
    total: 1_024_000,
    used: 307_200,
    free: 614_400,
    usage_percent: 33.3,
  });
  const long = `${head}//server/a share with spaces 1000 500 500 50% /mnt\n`;
  assert.equal(diskFrom(long)?.usage_percent, 50);
  for (const text of ["", head, `${head}none 0 0 0 - /proc\n`]) assert.equal(diskFrom(text), null);
});

Deno.test("network figures are the sum of all interfaces but the loopback", () => {
  const text = `Inter-|   Receive                            |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
    lo: 999 9 0 0 0 0 0 0 999 9 0 0 0 0 0 0
  eth0: 100 10 0 0 0 0 0 0 200 20 0 0 0 0 0 0
  eth1:1000 1 0 0 0 0 0 0 2000 2 0 0 0 0 0 0
`;
  assert.deepEqual(networkFrom(text), {
    bytes_recv: 1100,
    packets_recv: 11,
    bytes_sent: 2200,
    packets_sent: 22,
  });
  assert.equal(networkFrom(""), null);
});

Deno.test("limits of a container are those of its cgroup; without a limit there is none", () => {
  assert.deepEqual(cgroupFrom("150000 100000\n1073741824\n5242880\n"), {
    cores: 2,
    memory_limit: 1_073_741_824,
    memory_used: 5_242_880,
  });
  assert.deepEqual(cgroupFrom("max 100000\nmax\n5242880\n"), {
    cores: null,
    memory_limit: null,
    memory_used: 5_242_880,
  });
  assert.equal(cgroupFrom("50000 100000\n")?.cores, 1);
  assert.equal(cgroupFrom(""), null);
});

Deno.test("what cannot be measured is null, with the reason", async () => {
  const monitor = new SystemMonitor("/nowhere/at/all");
  try {
    const figures = await monitor.read();
    assert.equal(figures.nfs_storage, null);
    assert.ok(figures.reasons.nfs_storage);
    assert.ok(figures.disk !== null && figures.reasons.disk === undefined);
    assert.ok(figures.cpu.core_count >= 1);
    // Also at the first look, of a process that began a moment ago.
    assert.notEqual(figures.cpu.usage_percent, null, String(figures.reasons.cpu));
    assert.ok(figures.memory.available <= figures.memory.total);
  } finally {
    monitor.stop();
  }
});

Deno.test("this process's own figures are those of the process", () => {
  const monitor = new SystemMonitor("/");
  try {
    const { cpu_seconds, resident_bytes, start_time_seconds } = monitor.processFigures();
    assert.ok(cpu_seconds > 0 && resident_bytes > 1_000_000);
    assert.ok(Math.abs(start_time_seconds - Date.now() / 1000) < 3600);
    const usage = monitor.rusage();
    assert.deepEqual(Object.keys(usage), ["utime", "stime", "maxrss"]);
    assert.ok(usage.utime! > 0);
  } finally {
    monitor.stop();
  }
});

Deno.test("the limit on open files is read from the system", async () => {
  const limit = await openFilesLimit();
  const { stdout } = await new Deno.Command("sh", { args: ["-c", "ulimit -n"] }).output();
  const shell = new TextDecoder().decode(stdout).trim();
  assert.equal(limit, shell === "unlimited" ? null : Number(shell));
});
