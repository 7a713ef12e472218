// @ts-check
/** Workers: who works on what since when, what they did, what they take, and control of them. */
import { act } from "../act.js";
import { get, jsonOf, query, send } from "../api.js";
import { badge, moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { bytes, duration, number, percent, t } from "../i18n.js";
import { Live } from "../live.js";
import { empty, failed, notify } from "../notices.js";
import { may } from "../session.js";

let admin = false;

/** @type {readonly ("pause" | "resume" | "pool_restart" | "reset_stats" | "shutdown")[]} */
const ACTIONS = ["pause", "resume", "pool_restart", "reset_stats", "shutdown"];

/** @param {string} name @param {typeof ACTIONS[number]} action */
async function control(name, action) {
  const path = `/monitoring/workers/${encodeURIComponent(name)}/control${query({ action })}`;
  await act(live, {
    title: t(`workers.${action}.ask`),
    text: name,
    action: t(`workers.${action}`),
    danger: action === "shutdown",
  }, async () => {
    const { result } = await jsonOf(await send("POST", path));
    notify(`${t(`workers.${action}`)}: ${result}`);
  });
}

/** @param {string} label @param {import("../types.ts").Child} value */
function fact(label, value) {
  return h("div", { class: "fact" }, h("dt", {}, label), h("dd", {}, value));
}

/** @param {any} task */
function taskNow({ task_id, task_name, args, kwargs, time_start }) {
  const file = kwargs?.file_name ?? kwargs?.file ?? args?.[0] ?? task_id;
  const age = duration(Date.now() - time_start * 1000);
  const link = task_name === "lint_file"
    ? h("a", { href: `/tasks/${task_id}` }, String(file))
    : String(file);
  return h("li", {}, link, h("span", { class: "muted" }, ` ${age}`));
}

/** Where some failed, a way to those of them that are dead letters. @param {string} name @param {number} count */
function failures(name, count) {
  if (count === 0) return number(count);
  const href = `/dead-letters${query({ filter: `worker:${name}` })}`;
  return h("a", { href, title: t("nav.dead_letters") }, number(count));
}

/** @param {any} worker */
function card(worker) {
  const { worker_name, status, totals, cache, rusage } = worker;
  const online = status !== "offline" && status !== "lost";
  const asked = cache.hits + cache.misses;
  const wanted = ACTIONS.filter((a) =>
    a === "pause" ? status === "online" : a === "resume" ? status === "paused" : true
  );
  return h(
    "article",
    { class: "panel worker", "aria-label": worker_name },
    h(
      "header",
      {},
      h("h2", {}, worker_name),
      badge("worker", status),
      h(
        "span",
        { class: "muted" },
        `${worker.host} · pid ${worker.pid}${
          worker.address === null ? "" : ` · ${worker.address}`
        }`,
      ),
    ),
    h(
      "dl",
      { class: "facts-row" },
      fact(t("workers.active"), `${worker.active_tasks}/${worker.concurrency}`),
      fact(t("workers.succeeded"), number(totals.succeeded ?? 0)),
      fact(t("workers.failed"), failures(worker_name, totals.failed ?? 0)),
      fact(t("workers.retried"), number(totals.retried ?? 0)),
      fact(t("workers.cached"), asked === 0 ? "–" : percent(cache.hits / asked)),
      fact(t("workers.memory"), rusage.maxrss === undefined ? "–" : bytes(rusage.maxrss * 1024)),
      fact(
        t("workers.cpu"),
        rusage.utime === undefined ? "–" : duration((rusage.utime + rusage.stime) * 1000),
      ),
      fact(t("workers.processes"), number(worker.pool_processes)),
      fact(t("workers.started"), moment(worker.started_at)),
      online ? null : fact(t("workers.heard"), moment(worker.heartbeat_at)),
    ),
    worker.current_tasks.length === 0
      ? online ? h("p", { class: "muted" }, t("workers.idle")) : null
      : h("ul", { class: "worker-tasks" }, worker.current_tasks.map(taskNow)),
    admin && online
      ? h(
        "footer",
        { class: "actions" },
        wanted.map((action) =>
          h("button", {
            type: "button",
            class: action === "shutdown" ? "small danger" : "small",
            onclick: () => void control(worker_name, action),
          }, t(`workers.${action}`))
        ),
      )
      : null,
  );
}

/** @param {any} answer as GET /monitoring/workers gives it */
function show({ workers }) {
  const order = (/** @type {any} */ w) => w.status === "offline" ? 1 : 0;
  workers.sort((/** @type {any} */ a, /** @type {any} */ b) => order(a) - order(b));
  const shown = workers.length === 0
    ? empty(
      t("workers.none"),
      h("p", {}, t("workers.none.text")),
      h("pre", { class: "text" }, "scripts/start_worker.sh"),
    )
    : workers.map(card);
  fill(byId("workers"), shown);
}

const live = new Live(
  async (signal) => {
    const [allowed, answer] = await Promise.all([
      may("admin"),
      get("/monitoring/workers", { signal }),
    ]);
    admin = allowed;
    return answer;
  },
  3,
  {
    show,
    onfail: (error) => fill(byId("workers"), failed(error, () => void live.now())),
    on: { workers: show },
  },
);

void live.now();
