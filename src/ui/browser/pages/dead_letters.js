// @ts-check
/** Dead letters: files that failed at every attempt, by kind, to be tried again or dismissed. */
import { act } from "../act.js";
import { get, post, query } from "../api.js";
import { moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { FilterField } from "../filters.js";
import { dateTime, number, t } from "../i18n.js";
import { addFilterKey } from "../keys.js";
import { Live } from "../live.js";
import { empty, failed, notify, notifyError } from "../notices.js";
import { may } from "../session.js";

const PAGE = 50;
/** As many as one answer has. */
const MOST = 1000;
let submitter = false;
let admin = false;
/** @type {string | null} */
let next = null;
/** Ids of the letters whose attempts are being read. */
let unfolded = new Set();

/** @type {string[]} codes that there are, to suggest */
const codes = [];
const field = new FilterField(byId("filter"), {
  label: t("dead.filter"),
  placeholder: t("dead.filter.placeholder"),
  keys: [
    { key: "code", label: t("dead.code"), values: codes, open: true },
    { key: "worker", label: t("dead.worker") },
    { key: "job", label: t("job") },
    { key: "file", label: t("file") },
  ],
  onchange: () => void live.now(),
});

/** The filter as the query of GET /dead-letters. */
function asked() {
  const { values: { code, worker, job, file }, text } = field.filter;
  const wanted = {
    code: code?.[0],
    worker: worker?.[0],
    job_id: job?.[0],
    file: file?.[0] ?? (text === "" ? undefined : text),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/**
 * Acts on what the filter stands for now.
 * @param {"retry" | "delete"} action
 */
async function decideAll(action) {
  // A word that is not understood is left out of a search; here more would be changed than meant.
  const { faults } = field.filter;
  if (faults.length > 0) return notify(faults.join(" "), "error");
  const filter = asked();
  const words = Object.entries(filter).map(([name, value]) => `${name}:${value}`).join("  ");
  if (words === "") await decide(action, { all: true }, t(`dead.${action}.ask.all`));
  else await decide(action, { filter }, t(`dead.${action}.ask.match`), words);
}

/**
 * @param {"retry" | "delete"} action @param {any} which
 * @param {string} title the question
 * @param {string} [text] what it is about
 */
async function decide(action, which, title, text) {
  await act(live, {
    title,
    text,
    action: t(action),
    danger: action === "delete",
  }, async () => {
    const { changed } = await post(`/dead-letters/${action}`, which);
    notify(t(`dead.${action}.done`, { count: changed }));
  });
}

/** @param {any} task */
function letter(task) {
  const { task_id, file_name, error, attempts } = task;
  const one = { task_ids: [task_id] };
  return h(
    "article",
    { class: "panel letter", id: `letter-${task_id}` },
    h(
      "header",
      {},
      h("h2", {}, h("a", { href: `/tasks/${task_id}` }, file_name)),
      h("span", { class: "muted" }, moment(task.dead_lettered_at)),
      h("a", { href: `/jobs/${task.job_id}` }, t("task.job")),
      h(
        "span",
        { class: "actions" },
        submitter
          ? h("button", {
            type: "button",
            class: "small",
            onclick: () => void decide("retry", one, t("dead.retry.ask"), file_name),
          }, t("retry"))
          : null,
        admin
          ? h("button", {
            type: "button",
            class: "small",
            onclick: () => void decide("delete", one, t("dead.delete.ask"), file_name),
          }, t("delete"))
          : null,
      ),
    ),
    error === null
      ? null
      : h("p", { class: "letter-reason" }, h("code", {}, error.code), " ", error.message),
    attempts.length === 0 ? null : h(
      "details",
      { open: unfolded.has(`letter-${task_id}`) },
      h("summary", {}, t("dead.attempts", { count: attempts.length })),
      h(
        "ol",
        { class: "timeline" },
        attempts.map((/** @type {any} */ each) =>
          h(
            "li",
            { class: "step step-bad" },
            h(
              "p",
              {},
              h("strong", {}, t("attempt", { number: each.attempt })),
              h("span", { class: "muted" }, ` ${dateTime(each.started_at)} · ${each.worker_id}`),
            ),
            each.error === null
              ? null
              : h("pre", { class: "text" }, `${each.error.code}: ${each.error.message}`),
          )
        ),
      ),
    ),
  );
}

async function more() {
  const answer = await get(`/dead-letters${query({ ...asked(), limit: PAGE, cursor: next })}`);
  next = answer.next_cursor;
  byId("letters").append(...answer.dead_letters.map(letter));
  byId("more").hidden = next === null;
}

/**
 * How many there are of each kind, each to look at by itself.
 * @param {any} answer as GET /dead-letters/kinds gives it
 */
function kindsOf({ kinds, complete }) {
  const chosen = field.filter.values.code?.[0];
  return h(
    "p",
    { class: "bulk kinds" },
    h("span", { class: "muted" }, t(complete ? "dead.kinds" : "dead.kinds.latest")),
    kinds.map((/** @type {{ code: string, count: number }} */ { code, count }) =>
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-pressed": String(code === chosen),
          onclick: () => code === chosen ? field.remove("code") : field.add("code", code),
        },
        h("code", {}, code),
        " ",
        h("span", { class: "count" }, number(count)),
      )
    ),
  );
}

/** What is shown where there is no letter, of all or of those that were asked for. */
function none() {
  return Object.keys(asked()).length === 0
    ? empty(t("dead.none"), h("p", {}, t("dead.none.text")))
    : empty(
      t("dead.none.match"),
      h("button", { type: "button", onclick: () => field.clear() }, t("filter.clear")),
    );
}

/** @param {{ page: any, kinds: any }} answers of GET /dead-letters and /dead-letters/kinds */
function show({ page: { dead_letters, next_cursor }, kinds }) {
  next = next_cursor;
  unfolded = new Set(
    [...document.querySelectorAll(".letter:has(details[open])")].map(({ id }) => id),
  );
  codes.splice(0, codes.length, ...kinds.kinds.map((/** @type {any} */ each) => each.code));
  const which = Object.keys(asked()).length === 0 ? "all" : "match";
  const button = (/** @type {"retry" | "delete"} */ action, kind = "small") =>
    h("button", {
      type: "button",
      class: kind,
      onclick: () => void decideAll(action),
    }, t(`dead.${action}.${which}`));
  fill(
    byId("dead-letters"),
    kinds.kinds.length === 0 ? null : kindsOf(kinds),
    dead_letters.length === 0 ? none() : [
      h(
        "p",
        { class: "bulk" },
        submitter ? button("retry") : null,
        admin ? button("delete", "small danger") : null,
      ),
      h("div", { id: "letters", class: "letters" }, dead_letters.map(letter)),
      h("button", {
        type: "button",
        id: "more",
        hidden: next === null,
        onclick: () => void more().catch(notifyError),
      }, t("more")),
    ],
  );
}

const live = new Live(
  async (signal) => {
    // As many as are there: who asked for more keeps them.
    const limit = Math.min(Math.max(PAGE, document.querySelectorAll(".letter").length), MOST);
    const filter = asked();
    const { code: _, ...place } = filter;
    const [maySubmit, mayAll, page, kinds] = await Promise.all([
      may("submit"),
      may("admin"),
      get(`/dead-letters${query({ ...filter, limit })}`, { signal }),
      get(`/dead-letters/kinds${query(place)}`, { signal }),
    ]);
    [submitter, admin] = [maySubmit, mayAll];
    return { page, kinds };
  },
  5,
  {
    show,
    again: ["dead_letters"],
    slow: 60,
    onfail: (error) => fill(byId("dead-letters"), failed(error, () => void live.now())),
  },
);

addFilterKey(() => field.input);
void live.now();
