/** Pages about the service by keys alone: every action of each, in the other half of the looks. */
import assert from "node:assert/strict";
import type { Key } from "../../src/ui/messages/mod.ts";
import { CHROMIUM, Dashboard } from "../support/browser.ts";
import { hookServer } from "../support/hook_server.ts";
import type { Keyboard } from "../support/keyboard.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";
import { frame, ODD, pause, type Walk, walk } from "../support/walks.ts";

/** A worker of the look's own, which is shut down at its end, and two files that are dead. */
async function prepare({ fleet, service: { remote } }: Dashboard, hook: string) {
  const worker = await fleet.start("worker");
  const dead = await Promise.all(
    ["dead.sql", "dead too.sql"].map((file_name) =>
      remote.submitJob({ sql_content: "-- do: crash\n", engine: "sqlfluff", file_name })
    ),
  );
  return { remote, worker, dead, hook };
}

type Made = Awaited<ReturnType<typeof prepare>>;

/** Goes to the filter by its key. */
async function toFilter(keys: Keyboard, name: Key): Promise<void> {
  await keys.page.keyboard.press("/");
  const held = keys.page.locator(":focus");
  assert.equal(await held.getAttribute("aria-label"), keys.text(name));
  assert.equal(await held.inputValue(), "");
}

const PAGES: Record<string, Walk<Made>> = {
  async "/queues"(keys, { look }) {
    await keys.open("/queues");
    await keys.sees("queue.sql_analysis");
    await pause(keys);
    keys.expected = /ERR_FAILED/;
    await keys.page.route("**/api/v1/monitoring/queues", (route) => route.abort());
    await keys.open("/queues");
    await keys.sees("error.title");
    await keys.page.unroute("**/api/v1/monitoring/queues");
    await keys.press("error.again");
    await keys.sees("queue.sql_analysis");
    await keys.press("queues.pause");
    await keys.leave("cancel");
    await keys.press("queues.pause");
    await keys.confirm("queues.pause");
    await keys.sees("queues.pause.done");
    await keys.press("queues.resume");
    await keys.confirm("queues.resume");
    await keys.sees("queues.resume.done");
    await frame(keys, look, "/queues");
  },
  async "/dead-letters"(keys, { dead, remote }) {
    const letters = async (count: number) => {
      for (const job of dead) await remote.ended(job, 120_000);
      await keys.go("nav.dead_letters", "/dead-letters");
      await until(`${count} letters`, async () => {
        return await keys.page.locator(".letter").count() === count;
      });
    };
    await letters(2);
    await pause(keys);
    await keys.press({ text: "engine_failed" });
    await keys.sees("dead.retry.match");
    await keys.press({ text: "engine_failed" });
    await keys.sees("dead.retry.all");
    await toFilter(keys, "dead.filter");
    await keys.write("dead.filter", "file:nobody");
    await keys.sees("dead.none.match");
    await keys.press("filter.clear");
    await keys.sees("dead.retry.all");
    await keys.press("dead.attempts");
    await keys.sees("attempt", { number: 3 });
    await keys.press("retry");
    await keys.confirm("retry");
    await keys.sees("dead.retry.done", { count: 1 });
    await letters(2);
    await keys.press("dead.retry.all");
    await keys.confirm("retry");
    await keys.sees("dead.retry.done", { count: 2 });
    await letters(2);
    await keys.press({ text: "engine_failed" });
    await keys.press("dead.retry.match");
    await keys.confirm("retry");
    await keys.sees("dead.retry.done", { count: 2 });
    await letters(2);
    await keys.press("delete");
    await keys.confirm("delete");
    await keys.sees("dead.delete.done", { count: 1 });
    await letters(1);
    await keys.press({ text: "engine_failed" });
    await keys.press("dead.delete.match");
    await keys.leave("cancel");
    await letters(1);
    await keys.press("dead.delete.all");
    await keys.confirm("delete");
    await keys.sees("dead.none");
  },
  async "/system"(keys) {
    await keys.go("nav.system", "/system");
    await keys.sees("system.memory");
    await pause(keys);
  },
  async "/webhooks"(keys, { hook }) {
    await keys.go("nav.webhooks", "/webhooks");
    await keys.sees("hooks.none");
    await pause(keys);
    await keys.press("hooks.new");
    await keys.accessible();
    await keys.press("close");
    await keys.press("hooks.new");
    await keys.write("hooks.url", hook);
    await keys.press("hooks.create");
    await keys.press("hooks.secret.kept");
    await keys.press("hooks.edit");
    await keys.write("hooks.description", "for the shop");
    await keys.press("hooks.save");
    await keys.reads("for the shop");
    await keys.press("hooks.rotate");
    await keys.confirm("hooks.rotate");
    await keys.press("hooks.secret.kept");
    await keys.press("hooks.test");
    await keys.sees("delivery.delivered");
    await keys.accessible();
    await keys.press("hooks.deliveries");
    await keys.press("hooks.disable");
    await keys.press("hooks.enable");
    await keys.press("delete");
    await keys.confirm("delete");
    await keys.sees("hooks.none");
  },
  async "/audit"(keys) {
    await keys.go("nav.audit", "/audit");
    await keys.reads("POST /webhooks");
    await pause(keys);
    await toFilter(keys, "audit.filter");
    await keys.write("audit.filter", "who:nobody");
    await keys.sees("audit.none");
  },
  async "/workers"(keys, { worker }) {
    await keys.go("nav.workers", "/workers");
    await pause(keys);
    const shown = keys.page.locator(".worker").first();
    for (
      const [action, then] of [
        ["workers.pause", "worker.paused"],
        ["workers.resume", "worker.online"],
        ["workers.pool_restart", "worker.online"],
        ["workers.reset_stats", "worker.online"],
      ] as const
    ) {
      await keys.press(action);
      await keys.confirm(action);
      await keys.sees(action);
      await shown.getByText(keys.text(then), { exact: true }).waitFor();
    }
    await keys.press("workers.shutdown");
    await keys.confirm("workers.shutdown");
    await until("the end of the process", async () => await worker.process.ended() === 0);
    await shown.getByText(keys.text("worker.offline"), { exact: true }).waitFor();
  },
};

Deno.test({
  name: "every action on the service is carried out by keys alone, in both languages",
  ...CHROMIUM,
  async fn(t) {
    await using hooks = await hookServer((_, response) => void response.end());
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      WEBHOOK_ALLOW: "127.0.0.1",
    }, "web");
    const hook = `http://127.0.0.1:${hooks.port}/`;
    await walk(t, dashboard, ODD, () => prepare(dashboard, hook), PAGES);
    assert.ok(hooks.received.length >= ODD.length, "the tests of webhooks arrived");
  },
});
