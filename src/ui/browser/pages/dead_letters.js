// @ts-check
/** Dead letters: files that failed at every attempt, to be tried again or dismissed. */
import { act } from "../act.js";
import { get, post, query } from "../api.js";
import { moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { dateTime, t } from "../i18n.js";
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

/**
 * @param {"retry" | "delete"} action @param {any} which
 * @param {string} [file] its name, where it is about one
 */
async function decide(action, which, file) {
  await act(live, {
    title: t(file === undefined ? `dead.${action}.ask.all` : `dead.${action}.ask`),
    text: file,
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
            onclick: () => void decide("retry", one, file_name),
          }, t("retry"))
          : null,
        admin
          ? h("button", {
            type: "button",
            class: "small",
            onclick: () => void decide("delete", one, file_name),
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
  const answer = await get(`/dead-letters${query({ limit: PAGE, cursor: next })}`);
  next = answer.next_cursor;
  byId("letters").append(...answer.dead_letters.map(letter));
  byId("more").hidden = next === null;
}

/** @param {any} answer as GET /dead-letters gives it */
function show({ dead_letters, next_cursor }) {
  next = next_cursor;
  unfolded = new Set(
    [...document.querySelectorAll(".letter:has(details[open])")].map(({ id }) => id),
  );
  const all = { all: true };
  const button = (
    /** @type {"retry" | "delete"} */ action,
    /** @type {string} */ label,
    kind = "small",
  ) =>
    h("button", {
      type: "button",
      class: kind,
      onclick: () => void decide(action, all),
    }, label);
  fill(
    byId("dead-letters"),
    dead_letters.length === 0 ? empty(t("dead.none"), h("p", {}, t("dead.none.text"))) : [
      h(
        "p",
        { class: "bulk" },
        submitter ? button("retry", t("dead.retry.all")) : null,
        admin ? button("delete", t("dead.delete.all"), "small danger") : null,
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
    const answers = await Promise.all([
      may("submit"),
      may("admin"),
      get(`/dead-letters${query({ limit })}`, { signal }),
    ]);
    [submitter, admin] = answers;
    return answers[2];
  },
  5,
  {
    show,
    again: ["dead_letters"],
    slow: 60,
    onfail: (error) => fill(byId("dead-letters"), failed(error, () => void live.now())),
  },
);

void live.now();
