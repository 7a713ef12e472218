import assert from "node:assert/strict";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { patience } from "../support/patience.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const EVENTS = /\/api\/v1\/events/;
/** Milliseconds from which on a page plans to load again beside the events. */
const PLANNED = 20_000;

/** Takes a page its plans: what it shows from then on was brought by events. */
async function byEventsAlone({ page }: Visit): Promise<void> {
  await page.addInitScript((planned) => {
    const before = globalThis.setTimeout;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms = 0) => ms < planned ? before(run, ms) : 0,
    });
  }, PLANNED);
}

Deno.test({
  name: "pages that follow the service, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      TASK_MAX_ATTEMPTS: "1",
    });
    const { remote } = dashboard.service;
    const submit = (file_name: string) =>
      remote.submitJob({ sql_content: "SELECT 1\n", file_name });

    await t.step("show a job that comes, by events, in both languages", async () => {
      for (
        const [language, label] of [["en", "Live, within 2 s"], ["zh", "实时，2 秒之内"]] as const
      ) {
        await using visit = await dashboard.visit({ language });
        await byEventsAlone(visit);
        await visit.open("/jobs");
        await visit.page.getByRole("button", { name: label }).waitFor();
        // The first might be shown by what is loaded when events begin.
        for (const turn of ["first", "second"]) {
          await submit(`${turn}-by-events-${language}.sql`);
          await visit.page.getByText(`${turn}-by-events-${language}.sql`).waitFor();
        }
        visit.quiet();
      }
    });

    await t.step(
      "show baselines, webhooks, dead letters and the audit log as they change",
      async () => {
        const post = async (path: string, body: unknown) => {
          const response = await remote.request("POST", `/api/v1${path}`, {
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
          });
          assert.ok(response.ok, await response.text());
          return response;
        };
        const job = async (body: Record<string, unknown>) => {
          const job_id = await remote.submitJob(body);
          await remote.ended(job_id, patience(12_000));
          return job_id;
        };
        const from_job = await job({ sql_content: "SELECT a,b FROM t\n" });
        const words = { project: "web", owner: "the web team", reason: "it was so" };
        const crash = { sql_content: "-- do: crash\n", engine: "sqlfluff" };
        const changes: Record<string, Record<string, () => Promise<unknown>>> = {
          "/baselines": {
            "web-start": () => post("/baselines", { name: "web-start", ...words, from_job }),
            "web-later": () => post("/baselines", { name: "web-later", ...words, from_job }),
          },
          "/webhooks": {
            "https://ci.invalid/one": () => post("/webhooks", { url: "https://ci.invalid/one" }),
            "https://ci.invalid/two": () => post("/webhooks", { url: "https://ci.invalid/two" }),
          },
          "/audit": {
            "POST /dead-letters/retry": () => post("/dead-letters/retry", { all: true }),
            "POST /dead-letters/delete": () => post("/dead-letters/delete", { all: true }),
          },
          "/dead-letters": {
            "dead.sql": () => job({ ...crash, file_name: "dead.sql" }),
            "dead too.sql": () => job({ ...crash, file_name: "dead too.sql" }),
          },
        };
        for (const [path, each] of Object.entries(changes)) {
          await using visit = await dashboard.visit();
          await byEventsAlone(visit);
          await visit.open(path);
          const live = visit.page.getByRole("button", { name: "Live, within 2 s" });
          await live.waitFor();
          // The first might be shown by what is loaded when events begin, the second cannot.
          for (const [text, change] of Object.entries(each)) {
            await change();
            await visit.page.getByText(text).first().waitFor();
          }
          await live.waitFor();
          visit.quiet();
        }
      },
    );

    await t.step("show the machine's figures as they are measured, and ask for none", async () => {
      await using visit = await dashboard.visit();
      const asked: string[] = [];
      visit.page.on("request", (request) => {
        if (request.url().endsWith("/monitoring/system")) asked.push(request.url());
      });
      await visit.open("/system");
      await visit.page.getByRole("button", { name: "Live, within 2 s" }).waitFor();
      asked.length = 0;
      // The first might be those that come when events begin.
      for (const turn of ["first", "second"]) {
        await visit.page.locator(".meters").evaluate((shown) =>
          Object.assign(globalThis, { before: shown })
        );
        await until(
          `other figures, the ${turn} time`,
          () =>
            visit.page.evaluate(() =>
              !document.contains((globalThis as unknown as { before: Node }).before)
            ),
        );
      }
      assert.deepEqual(asked, []);
      visit.quiet();
    });

    await t.step("stand still while they are paused, and go on by a key", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByRole("button", { name: "Live, within 2 s" }).waitFor();
      const asked: string[] = [];
      visit.page.on("request", (request) => {
        if (request.url().includes("/api/")) asked.push(request.url());
      });
      await visit.page.keyboard.press("u");
      await visit.page.getByRole("button", { name: "Paused" }).waitFor();
      await submit("while-paused.sql");
      await visit.page.waitForTimeout(6000);
      assert.deepEqual(asked, [], "a paused page asks for nothing");
      assert.equal(await visit.page.getByText("while-paused.sql").count(), 0);
      await visit.page.keyboard.press("u");
      await visit.page.getByText("while-paused.sql").waitFor();
      await visit.page.getByRole("button", { name: "Live, within 2 s" }).waitFor();
      visit.quiet();
    });

    await t.step(
      "end their stream while they are hidden, and open one when they are seen",
      async () => {
        await using visit = await dashboard.visit();
        const streams = { open: 0 };
        visit.page.on("request", (request) => streams.open += EVENTS.test(request.url()) ? 1 : 0);
        for (const end of ["requestfailed", "requestfinished"] as const) {
          visit.page.on(end as "requestfailed", (request) => {
            if (EVENTS.test(request.url())) streams.open--;
          });
        }
        const hide = (hidden: boolean) =>
          visit.page.evaluate((hidden) => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
          }, hidden);
        await visit.open("/workers");
        await visit.page.getByRole("button", { name: "Live, within 2 s" }).waitFor();
        assert.equal(streams.open, 1);
        await hide(true);
        await until("the end of the stream", () => streams.open === 0);
        await hide(false);
        await until("another stream", () => streams.open === 1);
        await visit.page.getByRole("button", { name: "Live, within 2 s" }).waitFor();
        visit.quiet();
      },
    );

    await t.step("ask again and again where events are refused", async () => {
      await using visit = await dashboard.visit();
      await visit.page.route(EVENTS, (route) => route.fulfill({ status: 429, body: "" }));
      await visit.open("/jobs");
      await visit.page.getByRole("button", { name: "Live, every 5 s" }).waitFor();
      await submit("by-asking.sql");
      await visit.page.getByText("by-asking.sql").waitFor();
      visit.quiet(/429/);
    });

    await t.step("keep the focus where it was while what they show is exchanged", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/queues");
      const resume = visit.page.getByRole("button", { name: "Pause" }).nth(1);
      await resume.focus();
      await resume.evaluate((button) => Object.assign(globalThis, { before: button }));
      await submit("moves-a-queue.sql");
      await until(
        "other buttons",
        () =>
          visit.page.evaluate(() =>
            !document.contains((globalThis as unknown as { before: Node }).before)
          ),
      );
      const kept = await visit.page.getByRole("button", { name: "Pause" }).nth(1)
        .evaluate((button) => button === document.activeElement);
      assert.ok(kept, "the focus was lost");
      visit.quiet();
    });
  },
});
