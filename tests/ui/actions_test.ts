import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const MARKUP = "<img src=x onerror=alert(1)>";

async function confirm({ page }: Visit, action: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
}

Deno.test({
  name: "what the dashboard does with jobs, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const { remote } = dashboard.service;

    await t.step("lints a job's files again, and shows what differs", async () => {
      const job = await remote.submit(
        await zipOf({
          "a.sql": "SELECT a,b FROM t\n",
          "b.sql": "SELECT a FROM t\n",
          "c.sql": "SELECT a,b FROM t\n",
        }),
      );
      await remote.ended(job);
      await using visit = await dashboard.visit();
      await visit.open(`/jobs/${job}`);
      await visit.page.getByRole("button", { name: "Lint again…" }).click();
      await visit.page.getByLabel("Only these rules").fill("no_such_rule");
      await confirm(visit, "Lint again");
      await visit.page.getByRole("dialog").getByText("no_such_rule").waitFor();
      await visit.page.getByLabel("Only these rules").fill("LT01");
      const config = visit.page.getByLabel("Configuration, as in a .sqlfluff file");
      await config.fill("[sqlfluff]\nmax_line_lenght = 100\n");
      await confirm(visit, "Lint again");
      await visit.page.getByText("Nothing reads core.max_line_lenght.").waitFor();
      await config.fill("[sqlfluff]\nmax_line_length = 1OO\n");
      await confirm(visit, "Lint again");
      await visit.page.getByRole("dialog").getByText("max_line_length").waitFor();
      await config.fill(
        "[sqlfluff]\nmax_line_length = 100\n\n" +
          "[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = lower\n\n" +
          "[sqlfluff:layout:type:comma]\nline_position = leading\n",
      );
      await visit.accessible();
      await confirm(visit, "Lint again");
      await visit.page.getByRole("tab", { name: /Difference/ }).click();
      await visit.page.getByText("0 new, 2 unchanged, 2 gone").waitFor();
      await visit.page.getByRole("row", { name: /LT09/ }).waitFor();
      const made = await remote.get<{ options: { config: unknown } }>(
        `/api/v1/jobs/${new URL(visit.page.url()).pathname.split("/").at(-1)}`,
      );
      assert.deepEqual(made.options.config, {
        core: { max_line_length: 100 },
        rules: { "capitalisation.keywords": { capitalisation_policy: "lower" } },
        layout: { type: { comma: { line_position: "leading" } } },
      });
      await visit.accessible();
      visit.quiet(/422/);

      // A difference of many pages is their sum.
      let pages = 0;
      await visit.page.route("**/difference?*", (route) => {
        pages++;
        return route.continue({ url: route.request().url().replace("limit=200", "limit=1") });
      });
      await visit.page.reload();
      await visit.page.getByRole("tab", { name: /Difference/ }).click();
      await visit.page.getByText("0 new, 2 unchanged, 2 gone").waitFor();
      const panel = visit.page.getByRole("tabpanel", { name: /Difference/ });
      for (const name of [/LT09/, /a\.sql/, /c\.sql/]) {
        await panel.getByRole("row", { name }).waitFor();
      }
      assert.equal(pages, 2);
      assert.equal(await panel.getByText("More files are being compared.").count(), 0);
      visit.quiet();
    });

    await t.step("deletes all jobs that match, after it said how many they are", async () => {
      const ids = [];
      for (let i = 0; i < 3; i++) {
        ids.push(
          await remote.submitJob({
            sql_content: "SELECT 1\n",
            file_name: `gone/${i}.sql`,
            labels: { project: "gone" },
          }),
        );
      }
      for (const id of ids) await remote.ended(id);
      await using visit = await dashboard.visit();
      await visit.open("/jobs?filter=label:project:gone");
      await visit.page.getByText("gone/0.sql").waitFor();
      await visit.page.locator("#bulk").getByRole("button", { name: "Delete" }).click();
      await visit.page.getByText("Delete 3 jobs, with their files and results?").waitFor();
      await confirm(visit, "Delete");
      await visit.page.getByText("3 jobs changed").waitFor();
      await visit.page.getByText("No job matches").waitFor();
      const kept = await remote.get<{ jobs: unknown[] }>("/api/v1/jobs");
      assert.equal(kept.jobs.length, 2);
      visit.quiet();
    });

    await t.step("says how many jobs an action was refused for, and why", async () => {
      for (const file_name of ["ended/a.sql", "ended/b.sql"]) {
        const labels = { project: "ended" };
        await remote.ended(
          await remote.submitJob({ sql_content: "SELECT 1\n", file_name, labels }),
        );
      }
      await using visit = await dashboard.visit();
      await visit.open("/jobs?filter=label:project:ended");
      await visit.page.getByText("ended/a.sql").waitFor();
      await visit.page.locator("#bulk").getByRole("button", { name: "Cancel" }).click();
      await confirm(visit, "Cancel 2 jobs");
      const why = "The job is COMPLETED; only an open job is cancelled.";
      await visit.page.locator(".notice-error").getByText(
        `0 jobs changed. 2 jobs were refused, the first because: ${why}`,
      ).waitFor();
      await visit.accessible();
      visit.quiet();
    });

    await t.step("says that it waits where the service is slow, and no longer", async () => {
      await using visit = await dashboard.visit();
      let answer = () => {};
      const held = new Promise<void>((resolve) => answer = resolve);
      await visit.page.route("**/api/v1/rules", async (route) => {
        await held;
        await route.continue();
      });
      await visit.page.goto(`${visit.url}/rules`);
      const hint = visit.page.getByText("Waiting for the service…");
      await hint.waitFor();
      await visit.accessible();
      answer();
      await visit.page.getByText("LT01").first().waitFor();
      await hint.waitFor({ state: "hidden" });
      visit.quiet();
    });

    await t.step(
      "makes a baseline of a job, against which the next one has what is new",
      async () => {
        const old = await remote.submitJob({
          sql_content: "SELECT a,b FROM t\n",
          rules: ["LT01"],
          labels: { project: "web" },
        });
        await remote.ended(old);
        await using visit = await dashboard.visit();
        await visit.open("/baselines");
        await visit.page.getByText("No baselines").waitFor();
        await visit.page.getByRole("button", { name: "New baseline" }).click();
        await confirm(visit, "Create");
        await visit.page.locator("#new-fault").filter({ hasText: /\S/ }).waitFor();
        await visit.page.getByLabel("Name").fill("web-start");
        await visit.page.getByLabel("Project").fill("web");
        await visit.page.getByLabel("Owner").fill("the web team");
        await visit.page.getByLabel("Reason").fill(MARKUP);
        await visit.page.getByLabel("Job (its id or address)").fill(`${dashboard.url}/jobs/${old}`);
        await confirm(visit, "Create");
        await visit.page.getByRole("row", { name: /web-start/ }).getByText(MARKUP).waitFor();
        await visit.accessible();
        const next = await remote.submitJob({
          sql_content: "SELECT a,b FROM t\n;\nSELECT c,d FROM t\n",
          rules: ["LT01"],
          labels: { project: "web" },
          baseline: "web-start",
        });
        await remote.ended(next);
        await visit.open(`/jobs/${next}`);
        await visit.page.getByText("1 new, 1 unchanged, 0 gone").waitFor();
        await visit.page.getByRole("tab", { name: /New/ }).click();
        await visit.page.getByRole("link", { name: /:3$/ }).click();
        await visit.page.waitForURL(/#L3$/);
        await visit.open("/baselines");
        await visit.page.getByRole("button", { name: "Delete" }).click();
        await confirm(visit, "Delete");
        await visit.page.getByText("No baselines").waitFor();
        visit.quiet(/422/);
      },
    );

    await t.step("registers a webhook, whose secret is told once, and removes it", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/webhooks");
      await visit.page.getByText("No webhooks").waitFor();
      await visit.page.getByRole("button", { name: "New webhook" }).click();
      await visit.page.getByLabel("Address").fill("http://169.254.169.254/latest");
      await confirm(visit, "Create");
      await visit.page.locator("#new-fault").filter({ hasText: /\S/ }).waitFor();
      await visit.page.getByLabel("Address").fill("https://ci.invalid/lintel");
      await visit.page.getByLabel("Description").fill(MARKUP);
      await confirm(visit, "Create");
      await visit.page.getByText(/^whsec_/).waitFor();
      await visit.page.getByText("https://ci.invalid/lintel").waitFor();
      await visit.accessible();
      await visit.page.getByRole("button", { name: "Turn off" }).click();
      await visit.page.getByText("Off", { exact: true }).waitFor();
      await visit.page.getByRole("button", { name: "Deliveries" }).click();
      await visit.page.getByText("Nothing was sent yet.").waitFor();
      await visit.page.reload();
      await visit.page.getByText(MARKUP).waitFor();
      assert.equal(await visit.page.getByText(/^whsec_/).count(), 0);
      const fault = "its key is not among those of SECRETS_KEY";
      await visit.page.route("**/api/v1/webhooks", async (route) => {
        const response = await route.fetch();
        const { webhooks } = await response.json() as { webhooks: Record<string, unknown>[] };
        const json = { webhooks: webhooks.map((each) => ({ ...each, secret_error: fault })) };
        await route.fulfill({ response, json });
      });
      await visit.page.reload();
      await visit.page.getByText(fault).waitFor();
      await visit.page.getByRole("button", { name: "Delete" }).click();
      await confirm(visit, "Delete");
      await visit.page.getByText("No webhooks").waitFor();
      visit.quiet(/422/);
    });
  },
});

Deno.test({
  name: "dead letters, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      DEFAULT_ENGINE: "sqlfluff",
      // What hangs does so until it is cancelled, however long the way to that is.
      LINT_TIMEOUT_SECONDS: "3600",
    });
    const { remote } = dashboard.service;

    await t.step("are none at first", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/dead-letters");
      await visit.page.getByText("No dead letters").waitFor();
      await visit.accessible();
      visit.quiet();
    });

    await t.step("show every attempt, and are tried again or deleted", async () => {
      const names = [`models/${MARKUP}.sql`, "models/b.sql"];
      for (const file_name of names) {
        await remote.ended(
          await remote.submitJob({ sql_content: "-- do: crash\n", file_name }),
          120_000,
        );
      }
      await dashboard.everyLook("dead_letters", async (visit) => {
        await visit.open("/dead-letters");
        await visit.page.getByText(names[0]!).waitFor();
        await visit.page.locator("summary").first().click();
        assert.equal(await visit.page.locator(".letter .step-bad:visible").count(), 3);
      });
      await using visit = await dashboard.visit();
      // The filter is part of the address, as somebody else would be sent it.
      await visit.open("/dead-letters?filter=code%3Aengine_failed+models%2Fb");
      await visit.page.locator(".letter", { hasText: "b.sql" }).waitFor();
      assert.equal(await visit.page.locator(".letter").count(), 1);
      const kind = visit.page.getByRole("button", { name: "engine_failed", pressed: true });
      assert.match(await kind.innerText(), /1$/);
      await visit.page.getByRole("button", { name: "Delete all that match" }).click();
      await visit.page.getByText("code:engine_failed  file:models/b").waitFor();
      await visit.page.getByRole("button", { name: "Cancel" }).click();
      await visit.accessible();
      await visit.open("/dead-letters");
      const letter = (name: string) => visit.page.locator(".letter", { hasText: name });
      await letter("b.sql").getByRole("button", { name: "Try again" }).click();
      await confirm(visit, "Try again");
      await visit.page.getByText("1 file is tried again.").waitFor();
      const letters = async () =>
        (await remote.get<{ dead_letters: unknown[] }>("/api/v1/dead-letters")).dead_letters.length;
      // Until then it might be dead before all are deleted, or after.
      await until("the retried file to be dead again", async () => await letters() === 2);
      await visit.open("/dead-letters");
      await letter("b.sql").waitFor();
      await visit.page.getByRole("button", { name: "Delete all" }).click();
      await confirm(visit, "Delete");
      await letter(MARKUP).waitFor({ state: "detached" });
      await letter("b.sql").waitFor({ state: "detached" });
      assert.equal(await letters(), 0);
      visit.quiet();
    });

    await t.step(
      "stand beside jobs that are cancelled, and tried again from two pages",
      async () => {
        await using visit = await dashboard.visit();
        const slow = await remote.submitJob({
          sql_content: "-- do: hang\n",
          file_name: "slow.sql",
        });
        await visit.open(`/jobs/${slow}`);
        await visit.page.locator("#actions").getByRole("button", { name: "Cancel" }).click();
        await visit.page.locator("#facts").getByText("Cancelled").waitFor();
        assert.equal((await remote.job(slow)).job_status, "CANCELLED");

        const broken = await remote.submitJob({
          sql_content: "-- do: crash\n",
          file_name: "c.sql",
        });
        await remote.ended(broken, 120_000);
        await visit.open(`/jobs/${broken}`);
        await visit.page.getByRole("button", { name: "Try again" }).click();
        await visit.page.getByText("Failed files are tried again.").waitFor();
        await remote.ended(broken, 120_000);
        const [task] = await remote.tasks(broken);
        await visit.open(`/tasks/${task!.task_id}`);
        await visit.page.getByText("There is no result").waitFor();
        await visit.page.getByRole("tab", { name: "Attempts" }).click();
        await visit.page.getByText(/engine_failed|engine_crashed/).first().waitFor();
        // Nothing was asked for that a file which failed cannot have.
        visit.quiet();
        await visit.page.getByRole("button", { name: "Try again" }).click();
        await until("the file to be due again", async () => {
          const [now] = await remote.tasks(broken);
          return now!.task_status !== "FAILURE" || now!.attempts.length > task!.attempts.length;
        });
        visit.quiet(/409/);
      },
    );
  },
});
