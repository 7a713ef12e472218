// @ts-check
/** System: what the machine of this process has left. */
import { get } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { bytes, dateTime, number, percent, t } from "../i18n.js";
import { Live } from "../live.js";
import { failed } from "../notices.js";

/**
 * A share as a bar with its figures.
 * @param {string} label @param {number | null} share of 100 @param {string} text
 */
function meter(label, share, text) {
  const bar = h("span", { class: share !== null && share > 90 ? "bar bar-bad" : "bar" });
  bar.style.inlineSize = `${share ?? 0}%`;
  return h(
    "div",
    { class: "meter" },
    h("dt", {}, label),
    h("dd", { class: "meter-value" }, share === null ? "–" : percent(share / 100)),
    h("dd", { class: "meter-bar", "aria-hidden": "true" }, bar),
    h("dd", { class: "muted" }, text),
  );
}

/** @param {any} disk */
function diskText(disk) {
  return disk === null ? t("system.unknown") : t("system.used", {
    used: bytes(disk.used),
    total: bytes(disk.total),
    free: bytes(disk.free),
  });
}

/** @param {any} system as GET /monitoring/system gives it */
function show({ cpu, memory, disk, nfs_storage, network, process, reasons }) {
  fill(
    byId("system"),
    h(
      "dl",
      { class: "panel meters" },
      meter(t("system.cpu"), cpu.usage_percent, t("system.cores", { count: cpu.core_count })),
      meter(
        t("system.memory"),
        memory.usage_percent,
        t("system.used", {
          used: bytes(memory.used),
          total: bytes(memory.total),
          free: bytes(memory.available),
        }),
      ),
      meter(t("system.disk"), disk?.usage_percent ?? null, diskText(disk)),
      meter(t("system.storage"), nfs_storage?.usage_percent ?? null, diskText(nfs_storage)),
    ),
    h(
      "dl",
      { class: "panel facts-row system-facts" },
      [
        [t("system.process"), `pid ${process.pid}`],
        [t("system.process_cpu"), percent(process.cpu_percent / 100)],
        [t("system.rss"), bytes(process.memory_info.rss)],
        [
          t("system.heap"),
          `${bytes(process.memory_info.heap_used)} / ${bytes(process.memory_info.heap_total)}`,
        ],
        [t("system.since"), dateTime(process.create_time * 1000)],
        network === null
          ? null
          : [t("system.sent"), `${bytes(network.bytes_sent)} · ${number(network.packets_sent)}`],
        network === null ? null : [
          t("system.received"),
          `${bytes(network.bytes_recv)} · ${number(network.packets_recv)}`,
        ],
      ].map((pair) =>
        pair === null
          ? null
          : h("div", { class: "fact" }, h("dt", {}, pair[0]), h("dd", {}, pair[1]))
      ),
    ),
    Object.keys(reasons).length === 0 ? null : h(
      "p",
      { class: "muted", title: Object.values(reasons).join("; ") },
      t("system.missing", { names: Object.keys(reasons).join(", ") }),
    ),
  );
}

/** What a backend tells of itself in one line; why not, where it does not. @param {any} facts @param {string | undefined} why */
function backendText(facts, why) {
  if (facts === null) return why ?? t("system.unknown");
  const { kind, version, bytes: size, bytes_limit, connections, connections_limit } = facts;
  return [
    [NAMES[kind] ?? kind, version].filter((part) => part !== null).join(" "),
    size === null
      ? null
      : bytes_limit === null
      ? bytes(size)
      : t("system.of", { used: bytes(size), total: bytes(bytes_limit) }),
    connections === null ? null : t("system.connections", {
      count: connections,
      limit: connections_limit === null ? "–" : number(connections_limit),
    }),
  ].filter((part) => part !== null).join(" · ");
}

/** @type {Record<string, string>} */
const NAMES = { kv: "Deno KV", mysql: "MySQL", redis: "Redis", sqlite: "SQLite" };
/** Milliseconds between two looks: they change slowly, and MySQL reads them from its books. */
const LOOK = 30_000;

/** Database and queue, below what is kept up to date by events. */
const backends = h("div");
byId("system").after(backends);

async function showBackends() {
  const { database, queue, reasons } = await get("/monitoring/backends");
  const fact = (/** @type {string} */ label, /** @type {string} */ text) =>
    h("div", { class: "fact" }, h("dt", {}, label), h("dd", {}, text));
  fill(
    backends,
    h(
      "dl",
      { class: "panel facts-row system-facts" },
      fact(t("system.database"), backendText(database, reasons.database)),
      fact(t("system.queue"), backendText(queue, reasons.queue)),
    ),
  );
}

const live = new Live(
  (signal) => get("/monitoring/system", { signal }),
  3,
  {
    show,
    on: { system: show },
    onfail: (error) => fill(byId("system"), failed(error, () => void live.now())),
  },
);
void live.now();
/** Now, and then again and again while the page is seen. */
async function followBackends() {
  try {
    if (!document.hidden) await showBackends();
  } catch (error) {
    fill(backends, failed(error));
  }
  setTimeout(() => void followBackends(), LOOK);
}
void followBackends();
