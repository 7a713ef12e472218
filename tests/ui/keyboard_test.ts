/**
 * One walk through every page by keys alone, that carries out every action there is: on a wide
 * screen what is about findings, on a phone's in the dark what is about the service. What it comes
 * past without carrying it out fails it, so that a new button needs a line here.
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { CHROMIUM, Dashboard } from "../support/browser.ts";
import { Keyboard } from "../support/keyboard.ts";
import { hookServer } from "../support/hook_server.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const FAULTY = "SELECT a,b FROM t\n";

/** Jobs to act on: one with findings, two that are dead, one that hangs. */
async function prepare({ service: { remote } }: Dashboard) {
  const crash = { sql_content: "-- do: crash\n", engine: "sqlfluff" };
  const labels = { project: "web" };
  const found = await remote.submitJob({ sql_content: FAULTY, file_name: "found.sql", labels });
  const gone = await remote.submitJob({ sql_content: FAULTY, file_name: "gone.sql" });
  const dead = await remote.submitJob({ ...crash, file_name: "dead.sql" });
  const dead2 = await remote.submitJob({ ...crash, file_name: "dead too.sql" });
  for (const job of [found, gone, dead, dead2]) await remote.ended(job, 120_000);
  const slow = await remote.submitJob({
    sql_content: "-- do: hang\n",
    file_name: "slow.sql",
    engine: "sqlfluff",
  });
  const [file] = await remote.tasks(found);
  const [deadFile] = await remote.tasks(dead2);
  return { found, gone, dead, dead2, slow, file: file!.task_id, deadFile: deadFile!.task_id };
}

type Made = Awaited<ReturnType<typeof prepare>>;

/** What a walk has at hand. */
interface Around {
  made: Made;
  dashboard: Dashboard;
  /** Address of a server that takes what webhooks send. */
  hook: string;
}

type Walk = (keys: Keyboard, around: Around) => Promise<void>;

/** Pauses the page and lets it go on. */
async function pause(keys: Keyboard): Promise<void> {
  await keys.press("(live)");
  await keys.sees("Paused");
  await keys.press("(live)");
  await keys.sees(/^Live, /);
}

const FINDINGS: Record<string, Walk> = {
  async "/"(keys) {
    await keys.open("/");
    await keys.sees("Rules that find most");
    await pause(keys);
    await keys.press("Week");
    await keys.sees("Each point is 1 h.");
    await keys.press("Keys");
    await keys.press("Close");
  },
  async "/try"(keys) {
    await keys.open("/try");
    await keys.write("SQL to lint", FAULTY);
    await keys.sees("Put a space between");
    await keys.press("(code)");
    await keys.sees(/^All about /);
    await keys.press("(place)");
    await keys.press("Settings, as in a .sqlfluff file");
    await keys.press("Copy link");
    await keys.sees(/^The link is /);
    await keys.tab("Syntax tree");
    await keys.press("(node)");
    await keys.tab("Rendered");
    await keys.tab("Configuration");
    await keys.press("defaults");
    await keys.tab("Findings");
    await keys.tab("Fix");
    await keys.press("Take the fix");
    await keys.sees("The fix is in the editor.");
  },
  async "/jobs"(keys) {
    await keys.open("/jobs");
    await keys.sees("found.sql");
    await pause(keys);
    await keys.press("Upload");
    const chooser = keys.page.waitForEvent("filechooser");
    await keys.to("Files");
    await keys.page.keyboard.press("Enter");
    await (await chooser).setFiles(["one.sql", "two.sql"].map((name) => ({
      name,
      mimeType: "application/sql",
      buffer: Buffer.from(FAULTY),
    })));
    await keys.press("Submit");
    await keys.page.locator("#upload[open]").waitFor({ state: "detached" });
    await keys.sees("two.sql");
    await keys.press("Upload");
    await keys.press("Close");
    await keys.press("(label)");
    await keys.press("Cancel");
    await keys.confirm(/^Cancel /);
    await keys.press("Try again");
    await keys.confirm("Try again");
    await keys.press("Delete");
    await keys.leave("Cancel");
    await keys.press("Cancel");
    await keys.leave("Leave them running");
  },
  async "/jobs/{job_id}"(keys, { made }) {
    const name = "/jobs/{job_id}";
    await keys.open(name, `/jobs/${made.slow}`);
    await keys.press("Cancel");
    await keys.sees("Cancelled");
    await keys.open(name, `/jobs/${made.dead}`);
    await keys.press("Try again");
    await keys.sees("Failed files are tried again.");
    await keys.open(name, `/jobs/${made.found}`);
    for (const tab of ["History", "Skipped", "By rule"]) await keys.tab(tab);
    await keys.press("Files: (rule)");
    await keys.sees("found.sql");
    await keys.tab("Files");
    await keys.press("Report");
    const download = keys.page.waitForEvent("download");
    await keys.press("sarif");
    await (await download).delete();
    await keys.press("Lint again…");
    await keys.write("Only these rules", "LT01");
    await keys.press("Close");
    await keys.press("Lint again…");
    await keys.press("Lint again");
    await keys.at(name, new RegExp(`/jobs/(?!${made.found})[^/]+$`));
    await keys.page.getByRole("tab", { name: /Difference/ }).waitFor();
    await keys.tab("Difference");
    await keys.sees("0 new, 1 unchanged, 1 gone");
    await keys.open(name, `/jobs/${made.gone}`);
    await keys.press("Delete");
    await keys.confirm("Delete");
    await keys.at("/jobs", /\/jobs$/);
  },
  async "/tasks/{task_id}"(keys, { made }) {
    const name = "/tasks/{task_id}";
    await keys.open(name, `/tasks/${made.file}`);
    await keys.sees("Copy noqa");
    await keys.press("Next");
    await keys.press("Previous");
    await keys.press("(finding)");
    await keys.press("Copy noqa");
    await keys.sees(/-- noqa/);
    for (const tab of ["Fix", "Attempts", "Source"]) await keys.tab(tab);
    await keys.press("Open in Try it");
    await keys.at("/try", /\/try/);
    await keys.open(name, `/tasks/${made.deadFile}`);
    const again = keys.page.waitForEvent("load");
    await keys.press("Try again");
    await again;
  },
  async "/rules"(keys) {
    await keys.open("/rules");
    await keys.write("Search by code, name, words or options", "LT01");
    await keys.press("LT01");
    await keys.at("/rules/{code}", /\/rules\/LT01$/);
    await keys.press("Try this example");
    await keys.at("/try", /\/try/);
  },
  async "/baselines"(keys, { made }) {
    await keys.open("/baselines");
    await keys.sees("No baselines");
    await pause(keys);
    await keys.press("New baseline");
    await keys.press("Close");
    await keys.press("New baseline");
    await keys.write("Name", "web-start");
    await keys.write("Project", "web");
    await keys.write("Owner", "the web team");
    await keys.write("Reason", "it was so");
    await keys.write("Job (its id or address)", made.found);
    await keys.press("Create");
    await keys.sees("web-start");
    await keys.press("Delete");
    await keys.confirm("Delete");
    await keys.sees("No baselines");
  },
};

const OPERATION: Record<string, Walk> = {
  async "/queues"(keys) {
    await keys.open("/queues");
    await keys.sees("Files to lint");
    await keys.press("Menu");
    await keys.sees("Workers");
    await keys.page.keyboard.press("Escape");
    await pause(keys);
    await keys.press("Pause");
    await keys.confirm("Pause");
    await keys.press("Resume");
    await keys.confirm("Resume");
  },
  async "/dead-letters"(keys, { dashboard, made }) {
    const letters = async (count: number) => {
      const { remote } = dashboard.service;
      for (const job of [made.dead, made.dead2]) await remote.ended(job, 120_000);
      await keys.open("/dead-letters");
      await until(`${count} letters`, async () => {
        return await keys.page.locator(".letter").count() === count;
      });
    };
    await letters(2);
    await pause(keys);
    await keys.press("attempts");
    await keys.press("Try again");
    await keys.confirm("Try again");
    await keys.sees("1 file is tried again.");
    await letters(2);
    await keys.press("Try all again");
    await keys.confirm("Try again");
    await keys.sees("2 files are tried again.");
    await letters(2);
    await keys.press("Delete");
    await keys.confirm("Delete");
    await keys.page.locator(".notice").waitFor();
    await letters(1);
    await keys.press("Delete all");
    await keys.confirm("Delete");
    await keys.sees("No dead letters");
  },
  async "/system"(keys) {
    await keys.open("/system");
    await pause(keys);
  },
  async "/webhooks"(keys, { hook }) {
    await keys.open("/webhooks");
    await keys.sees("No webhooks");
    await pause(keys);
    await keys.press("New webhook");
    await keys.press("Close");
    await keys.press("New webhook");
    await keys.write("Address", hook);
    await keys.press("Create");
    await keys.press("I have it");
    await keys.press("Edit…");
    await keys.write("Description", "for the shop");
    await keys.press("Save");
    await keys.sees("for the shop");
    await keys.press("New secret");
    await keys.confirm("New secret");
    await keys.press("I have it");
    await keys.press("Send a test");
    await keys.sees("Delivered");
    await keys.press("Deliveries");
    await keys.press("Turn off");
    await keys.press("Turn on");
    await keys.press("Delete");
    await keys.confirm("Delete");
    await keys.sees("No webhooks");
  },
  async "/audit"(keys) {
    await keys.open("/audit");
    await keys.sees("POST /webhooks");
    await pause(keys);
  },
  async "/workers"(keys, { dashboard }) {
    await keys.open("/workers");
    await pause(keys);
    for (
      const [action, then] of [
        ["Pause", "Paused"],
        ["Resume", "Online"],
        ["Restart lint processes", "Online"],
        ["Reset totals", "Online"],
      ] as const
    ) {
      await keys.press(action);
      await keys.confirm(action);
      await keys.sees(`${action}: `);
      await keys.page.locator(".worker").getByText(then, { exact: true }).waitFor();
    }
    await keys.press("Shut down");
    await keys.confirm("Shut down");
    const { process } = dashboard.service;
    await until("the end of the process", async () => await process.ended() === 0);
  },
};

Deno.test({
  name: "every action of every page is carried out by keys alone",
  ...CHROMIUM,
  async fn(t) {
    await using hooks = await hookServer((_, response) => void response.end());
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      WEBHOOK_ALLOW: "127.0.0.1",
      // What hangs does so until it is cancelled, however long the way to that is.
      LINT_TIMEOUT_SECONDS: "3600",
    });
    const made = await prepare(dashboard);
    const around = { made, dashboard, hook: `http://127.0.0.1:${hooks.port}/` };
    let keys: Keyboard | undefined;
    for (
      const [walks, look] of [
        [FINDINGS, { size: "wide", scheme: "light" }],
        [OPERATION, { size: "narrow", scheme: "dark" }],
      ] as const
    ) {
      await using visit = await dashboard.visit(look);
      const these = keys = await Keyboard.on(visit, keys);
      for (const [page, walk] of Object.entries(walks)) {
        await t.step(`${page} (${look.size}, ${look.scheme})`, async () => {
          await walk(these, around);
          await these.look();
        });
      }
    }
    await t.step("and none was passed by", () => {
      assert.deepEqual(keys?.left(), []);
    });
  },
});
