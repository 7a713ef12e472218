// @ts-check
/** Queues: how much waits and for how long, and pausing them. */
import { act } from "../act.js";
import { get, query, send } from "../api.js";
import { badge } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { duration, number, t, word } from "../i18n.js";
import { Live } from "../live.js";
import { failed, notify } from "../notices.js";
import { may } from "../session.js";
import { table } from "../table.js";

let admin = false;
/** @type {{ at: number, length: Record<string, number> } | null} */
let before = null;

/**
 * How much the queue grew or shrank a minute since the look before.
 * @param {string} name @param {number} length @param {number} at
 */
function rate(name, length, at) {
  const was = before?.length[name];
  if (before === null || was === undefined || at <= before.at) return "–";
  const perMinute = Math.round(((length - was) / (at - before.at)) * 60_000);
  return `${perMinute > 0 ? "+" : ""}${number(perMinute)}`;
}

/** @param {any} queue */
async function control({ name, status }) {
  const action = status === "paused" ? "resume" : "pause";
  const path = `/monitoring/queues/${encodeURIComponent(name)}/control${query({ action })}`;
  await act(live, {
    title: t(`queues.${action}.ask`, { name: word("queue", name) }),
    text: t(`queues.${action}.text`),
    action: t(`queues.${action}`),
  }, async () => {
    await send("POST", path);
    notify(t(`queues.${action}.done`, { name: word("queue", name) }));
  });
}

/** @param {any} answer as GET /monitoring/queues gives it */
function show({ queues, timestamp }) {
  const at = Date.parse(timestamp);
  fill(
    byId("queues"),
    table(
      t("nav.queues"),
      [
        {
          label: t("queue"),
          cell: (
            q,
          ) => [h("strong", {}, word("queue", q.name)), " ", h("code", { class: "muted" }, q.name)],
        },
        { label: t("status"), cell: (q) => badge("queue", q.status) },
        { label: t("queues.length"), name: "number", cell: (q) => number(q.length) },
        { label: t("queues.rate"), name: "number", cell: (q) => rate(q.name, q.length, at) },
        {
          label: t("queues.oldest"),
          name: "number",
          cell: (q) => q.length === 0 ? "–" : duration(q.oldest_age_seconds * 1000),
        },
        {
          label: t("actions"),
          name: "number",
          cell: (q) =>
            admin
              ? h("button", {
                type: "button",
                class: "small",
                onclick: () => void control(q),
              }, t(q.status === "paused" ? "queues.resume" : "queues.pause"))
              : null,
        },
      ],
      queues,
      { stacks: true },
    ),
  );
  before = {
    at,
    length: Object.fromEntries(queues.map((/** @type {any} */ q) => [q.name, q.length])),
  };
}

const live = new Live(
  async (signal) => {
    const [allowed, answer] = await Promise.all([
      may("admin"),
      get("/monitoring/queues", { signal }),
    ]);
    admin = allowed;
    return answer;
  },
  3,
  {
    show,
    onfail: (error) => fill(byId("queues"), failed(error, () => void live.now())),
    on: { queues: show },
  },
);

void live.now();
