// @ts-check
/** Webhooks: addresses that are told of ended jobs, and the log of what was sent to them. */
import { act } from "../act.js";
import { get, jsonOf, post, send } from "../api.js";
import { badge, moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { formDialog } from "../form_dialog.js";
import { duration, t } from "../i18n.js";
import { Live } from "../live.js";
import { empty, failed, notify, notifyError } from "../notices.js";
import { may } from "../session.js";
import { table } from "../table.js";

/** @type {string | null} the one whose deliveries are shown */
let open = null;

/** A secret is told once: it stays on the page until it is put away. @param {string} secret */
function showSecret(secret) {
  fill(
    byId("secret"),
    h("p", {}, h("strong", {}, t("hooks.secret"))),
    h("pre", { class: "text" }, secret),
    h(
      "button",
      { type: "button", class: "small", onclick: () => byId("secret").hidden = true },
      t("hooks.secret.kept"),
    ),
  );
  byId("secret").hidden = false;
}

/** @param {any} hook @param {Record<string, unknown>} change */
async function patch({ webhook_id }, change) {
  const answer = await send("PATCH", `/webhooks/${webhook_id}`, { json: change });
  const { secret } = await jsonOf(answer);
  if (secret !== undefined) showSecret(secret);
}

/** What changes something and needs no question. @param {() => Promise<void>} run */
function changing(run) {
  return () => void live.change(run).catch(notifyError);
}

/** What may be done with a webhook. @param {any} hook */
function actions(hook) {
  const path = `/webhooks/${hook.webhook_id}`;
  const button = (
    /** @type {string} */ label,
    /** @type {() => void} */ onclick,
    kind = "small",
  ) => h("button", { type: "button", class: kind, onclick }, label);
  const remove = () =>
    act(live, {
      title: t("hooks.delete.ask"),
      text: hook.url,
      action: t("delete"),
      danger: true,
    }, async () => void await send("DELETE", path));
  const rotate = () =>
    act(live, {
      title: t("hooks.rotate.ask"),
      text: hook.url,
      action: t("hooks.rotate"),
    }, () => patch(hook, { rotate_secret: true }));
  const test = async () => {
    await post(`${path}/test`, {});
    open = hook.webhook_id;
    notify(t("hooks.test.done"));
  };
  const turn = () => patch(hook, { enabled: !hook.enabled });
  return h(
    "span",
    { class: "actions" },
    button(t("hooks.test"), changing(test)),
    button(t(hook.enabled ? "hooks.disable" : "hooks.enable"), changing(turn)),
    button(t("hooks.edit"), () => edit(hook)),
    button(t("hooks.rotate"), () => void rotate()),
    button(t("delete"), () => void remove(), "small danger"),
  );
}

/** Which jobs it is told of, and who made it. @param {any} hook */
function facts(hook) {
  return h(
    "p",
    { class: "facts" },
    hook.events.map((/** @type {string} */ event) => h("span", { class: "label" }, event)),
    hook.project === null
      ? h("span", {}, t("hooks.every"))
      : h("span", { class: "label" }, `project:${hook.project}`),
    hook.description === "" ? null : h("span", {}, hook.description),
    moment(hook.created_at),
    h("span", {}, hook.created_by),
  );
}

/** @param {any} hook */
function card(hook) {
  const badgeOf = hook.enabled ? "badge badge-good" : "badge badge-warning";
  return h(
    "article",
    { class: "panel letter", id: `hook-${hook.webhook_id}` },
    h(
      "header",
      {},
      h("h2", {}, hook.url),
      h("span", { class: badgeOf }, t(hook.enabled ? "hooks.on" : "hooks.off")),
      actions(hook),
    ),
    facts(hook),
    [hook.disabled_reason, hook.secret_error].filter((reason) => reason !== null)
      .map((reason) => h("p", { class: "letter-reason" }, reason)),
    h("button", {
      type: "button",
      class: "link",
      "aria-expanded": String(open === hook.webhook_id),
      onclick: () => {
        open = open === hook.webhook_id ? null : hook.webhook_id;
        void live.now();
      },
    }, t("hooks.deliveries")),
    h("div", { id: `deliveries-${hook.webhook_id}` }),
  );
}

/** @param {any[]} deliveries */
function log(deliveries) {
  if (deliveries.length === 0) return h("p", { class: "muted" }, t("hooks.deliveries.none"));
  return table(
    t("hooks.deliveries"),
    [
      { label: t("audit.when"), cell: (d) => moment(d.created_at) },
      { label: t("hooks.event"), cell: (d) => d.event },
      {
        label: t("job"),
        cell: (d) =>
          d.job_id === null ? "–" : h("a", { href: `/jobs/${d.job_id}` }, t("upload.sent")),
      },
      { label: t("status"), cell: (d) => badge("delivery", d.state) },
      {
        label: t("attempts"),
        cell: (d) =>
          d.attempts.map((/** @type {any} */ a) =>
            h("div", {}, `${a.status ?? a.error} · ${duration(a.duration_ms)}`)
          ),
      },
      { label: t("hooks.next"), cell: (d) => moment(d.next_attempt_at) },
    ],
    deliveries,
    { stacks: true },
  );
}

/** @param {{ webhooks: any[], deliveries: any[] }} loaded */
function show({ webhooks, deliveries }) {
  fill(
    byId("webhooks"),
    webhooks.length === 0
      ? empty(t("hooks.none"), h("p", {}, t("hooks.none.text")))
      : h("div", { class: "letters" }, webhooks.map(card)),
  );
  const place = open === null ? null : document.getElementById(`deliveries-${open}`);
  if (place !== null) fill(place, log(deliveries));
}

const live = new Live(
  async (signal) => {
    const { webhooks } = await get("/webhooks", { signal });
    const chosen = webhooks.some((/** @type {any} */ each) => each.webhook_id === open);
    const { deliveries } = chosen
      ? await get(`/webhooks/${open}/deliveries?limit=50`, { signal })
      : { deliveries: [] };
    return { webhooks, deliveries };
  },
  5,
  {
    show,
    again: ["webhooks"],
    // Events tell of the latest deliveries; an older one that is tried again shows by and by.
    slow: 30,
    onfail: (error) => fill(byId("webhooks"), failed(error, () => void live.now())),
  },
);

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
/** @type {any} the webhook that is changed, or null for a new one */
let edited = null;

/** @param {any} hook null for a new one */
function edit(hook) {
  edited = hook;
  byId("new-title").textContent = t(hook === null ? "hooks.new" : "hooks.edit.title");
  byId("new-text").hidden = hook !== null;
  byId("new-submit").textContent = t(hook === null ? "hooks.create" : "hooks.save");
  field("new-url").value = hook?.url ?? "";
  field("new-project").value = hook?.project ?? "";
  field("new-description").value = hook?.description ?? "";
  for (const box of eventBoxes()) {
    box.checked = hook === null ? box.value === "job.finished" : hook.events.includes(box.value);
  }
  dialog.open();
}

function eventBoxes() {
  return /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("#new-events input")
  );
}

byId("new-open").addEventListener("click", () => edit(null));
void may("admin").then((allowed) => byId("new-open").hidden = !allowed);
const dialog = formDialog("new", async (close) => {
  const said = {
    url: field("new-url").value.trim(),
    events: [...eventBoxes()].filter((box) => box.checked).map((box) => box.value),
    project: field("new-project").value.trim() || null,
    description: field("new-description").value.trim(),
  };
  await live.change(async () => {
    if (edited === null) showSecret((await post("/webhooks", said)).secret);
    else await send("PATCH", `/webhooks/${edited.webhook_id}`, { json: said });
    close();
  });
});
void live.now();
