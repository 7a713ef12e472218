// @ts-check
/** Baselines: what a project had when it began, so that only new findings count. */
import { act } from "../act.js";
import { get, post, send } from "../api.js";
import { moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { quoted } from "../filters.js";
import { formDialog } from "../form_dialog.js";
import { dateTime, day, number, t } from "../i18n.js";
import { Live } from "../live.js";
import { empty, failed, notify } from "../notices.js";
import { may } from "../session.js";
import { table } from "../table.js";

let submitter = false;

/** @param {string} name */
async function remove(name) {
  await act(live, {
    title: t("baselines.delete.ask"),
    text: name,
    action: t("delete"),
    danger: true,
  }, async () => {
    await send("DELETE", `/baselines/${encodeURIComponent(name)}`);
    notify(t("baselines.deleted", { name }));
  });
}

/** @param {any} answer as GET /baselines gives it */
function show({ baselines }) {
  byId("new-open").hidden = !submitter;
  const expiry = (/** @type {any} */ b) =>
    b.expires_at === null ? t("baselines.never") : h("time", {
      class: b.expired ? "badge badge-bad" : null,
      datetime: b.expires_at,
      title: dateTime(b.expires_at),
    }, day(b.expires_at));
  fill(
    byId("baselines"),
    baselines.length === 0
      ? empty(t("baselines.none"), h("p", {}, t("baselines.none.text")))
      : table(
        t("nav.baselines"),
        [
          { label: t("rules.name"), cell: (b) => h("strong", {}, b.name) },
          {
            label: t("baselines.project"),
            cell: (b) =>
              h("a", {
                class: "label",
                href: `/jobs?filter=${
                  encodeURIComponent(`label:${quoted(`project:${b.project}`)}`)
                }`,
              }, b.project),
          },
          { label: t("try.findings"), name: "number", cell: (b) => number(b.findings) },
          { label: t("baselines.owner"), cell: (b) => b.owner },
          { label: t("reason"), cell: (b) => b.reason },
          { label: t("baselines.expires"), cell: expiry },
          {
            label: t("baselines.made"),
            cell: (b) => [
              b.from_job === null ? null : h("a", { href: `/jobs/${b.from_job}` }, t("job")),
              " ",
              moment(b.created_at),
            ],
          },
          {
            label: t("actions"),
            name: "number",
            cell: (b) =>
              submitter
                ? h("button", {
                  type: "button",
                  class: "small",
                  onclick: () => void remove(b.name),
                }, t("delete"))
                : null,
          },
        ],
        baselines,
        { stacks: true },
      ),
  );
}

const live = new Live(
  async (signal) => {
    const [allowed, answer] = await Promise.all([
      may("submit"),
      get("/baselines?limit=500", { signal }),
    ]);
    submitter = allowed;
    return answer;
  },
  10,
  {
    show,
    again: ["baselines"],
    slow: 60,
    onfail: (error) => fill(byId("baselines"), failed(error, () => void live.now())),
  },
);

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
/** A baseline that a file holds. @param {File} file */
async function documentOf(file) {
  try {
    return JSON.parse(await file.text());
  } catch (cause) {
    throw new Error(t("baselines.no_json"), { cause });
  }
}

const dialog = formDialog("new", async (close) => {
  const [file] = field("new-document").files ?? [];
  const from_job = field("new-job").value.trim().split("/").at(-1) || undefined;
  const day = field("new-expires").value;
  const baseline = {
    name: field("new-name").value.trim(),
    project: field("new-project").value.trim(),
    owner: field("new-owner").value.trim(),
    reason: field("new-reason").value.trim(),
    expires_at: day === "" ? undefined : new Date(`${day}T00:00:00Z`).toISOString(),
    from_job: file === undefined ? from_job : undefined,
    document: file === undefined ? undefined : await documentOf(file),
  };
  await live.change(async () => {
    await post("/baselines", baseline);
    close();
  });
});
byId("new-open").addEventListener("click", dialog.open);
void live.now();
