// @ts-check
/** Dead letters: files that failed at every attempt, to be tried again or dismissed. */
import { get, post, query } from "../api.js";
import { moment } from "../badges.js";
import { byId, fill, h } from "../dom.js";
import { dateTime, t } from "../i18n.js";
import { Live } from "../live.js";
import { confirm, empty, failed, notify, notifyError } from "../notices.js";
import { may } from "../session.js";

const PAGE = 50;
let submitter = false;
let admin = false;
/** @type {string | null} */
let next = null;

/** @param {"retry" | "delete"} action @param {any} which @param {string} text */
async function act(action, which, text) {
  const sure = await confirm({
    title: t(`dead.${action}.ask`),
    text,
    action: t(action),
    danger: action === "delete",
  });
  if (!sure) return;
  try {
    const { changed } = await post(`/dead-letters/${action}`, which);
    notify(t(`dead.${action}.done`, { count: changed }));
    await live.now();
  } catch (error) {
    notifyError(error);
  }
}

/** @param {any} task */
function letter(task) {
  const { task_id, file_name, error, attempts } = task;
  const one = { task_ids: [task_id] };
  return h(
    "article",
    { class: "panel letter" },
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
            onclick: () => void act("retry", one, file_name),
          }, t("retry"))
          : null,
        admin
          ? h("button", {
            type: "button",
            class: "small",
            onclick: () => void act("delete", one, file_name),
          }, t("delete"))
          : null,
      ),
    ),
    error === null
      ? null
      : h("p", { class: "letter-reason" }, h("code", {}, error.code), " ", error.message),
    attempts.length === 0 ? null : h(
      "details",
      {},
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

const live = new Live(
  async (signal) => {
    // What is being read is not exchanged for a page that is the same.
    if (document.querySelector(".letter details[open]") !== null) return;
    const answer = await get(`/dead-letters${query({ limit: PAGE })}`, { signal });
    const letters = answer.dead_letters;
    next = answer.next_cursor;
    const all = { all: true };
    fill(
      byId("dead-letters"),
      letters.length === 0 ? empty(t("dead.none"), h("p", {}, t("dead.none.text"))) : [
        h(
          "p",
          { class: "bulk" },
          submitter
            ? h("button", {
              type: "button",
              class: "small",
              onclick: () => void act("retry", all, t("dead.all")),
            }, t("dead.retry.all"))
            : null,
          admin
            ? h("button", {
              type: "button",
              class: "small danger",
              onclick: () => void act("delete", all, t("dead.all")),
            }, t("dead.delete.all"))
            : null,
        ),
        h("div", { id: "letters", class: "letters" }, letters.map(letter)),
        h("button", {
          type: "button",
          id: "more",
          hidden: next === null,
          onclick: () => void more().catch(notifyError),
        }, t("more")),
      ],
    );
  },
  5,
  { onfail: (error) => fill(byId("dead-letters"), failed(error, () => void live.now())) },
);

[submitter, admin] = await Promise.all([may("submit"), may("admin")]);
void live.now();
