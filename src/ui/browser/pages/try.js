// @ts-check
/** Try it: SQL is linted as it is typed, and shown as the engine sees it. */
import { get, isAbort, post } from "../api.js";
import { byId, fill, h } from "../dom.js";
import { duration, t } from "../i18n.js";
import { addKeys } from "../keys.js";
import { empty, failed, notify } from "../notices.js";
import { fromFragment, toFragment } from "../share.js";
import { Editor } from "../sql/editor.js";
import { findingList, MOST } from "../sql/finding_list.js";
import { showDiff } from "../sql/diff_view.js";
import { showTree } from "../sql/tree_view.js";
import { showConfiguration } from "../configuration.js";
import { tabs } from "../tabs.js";

/** @typedef {import("../../../lint/result.ts").LintResult} LintResult */
/** @typedef {import("../../../lint/result.ts").Violation} Violation */
/** @typedef {{ sql: string, dialect?: string, engine?: string, settings?: string }} Draft */

/** Milliseconds of quiet after which what was typed is linted. */
const QUIET = 250;
/** Where the draft of this tab is kept. */
const DRAFT = "lintel.try";

/** @type {HTMLSelectElement} */
const dialect = byId("dialect");
/** @type {HTMLSelectElement} */
const engine = byId("engine");
/** @type {HTMLTextAreaElement} */
const settings = byId("settings");
const status = byId("status");

/** @type {readonly Violation[]} */
let found = [];

const editor = new Editor(byId("editor"), {
  label: t("try.sql"),
  oninput: changed,
  oncaret: (line) => {
    const touches = (/** @type {Violation} */ v) => v.line <= line && v.end_line >= line;
    // Of several in a line, the one that was gone to stays.
    if (editor.current !== null && touches(editor.current)) return;
    markCurrent(found.findIndex(touches));
  },
});

const panes = tabs(byId("panes"), () => void refresh());

/** @returns {Draft} */
function draft() {
  return {
    sql: editor.text,
    dialect: dialect.value || undefined,
    engine: engine.value || undefined,
    settings: settings.value.trim() === "" ? undefined : settings.value,
  };
}

/** The body that /lint, /fix, /parse and /config/explain take. */
function request() {
  const { sql, settings, ...options } = draft();
  return {
    sql_content: sql,
    ...options,
    ...(settings === undefined ? {} : { config_files: [{ path: ".sqlfluff", text: settings }] }),
  };
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let controller = new AbortController();

function changed() {
  clearTimeout(timer);
  controller.abort();
  // What is shown is of another text from here on.
  byId(`pane-${panes.shown()}`).setAttribute("aria-busy", "true");
  timer = setTimeout(() => void refresh(), QUIET);
}

/** Asks again for what the chosen pane shows. */
async function refresh() {
  clearTimeout(timer);
  controller.abort();
  controller = new AbortController();
  sessionStorage.setItem(DRAFT, JSON.stringify(draft()));
  const pane = byId(`pane-${panes.shown()}`);
  // A pane that another took the place of is asked for anew once it is shown again.
  for (const each of document.querySelectorAll(".pane")) each.removeAttribute("aria-busy");
  if (editor.text.trim() === "") {
    found = [];
    editor.show([]);
    status.textContent = "";
    fill(pane, empty(t("try.nothing"), h("p", {}, t("try.nothing.text"))));
    return;
  }
  const { signal } = controller;
  pane.setAttribute("aria-busy", "true");
  try {
    await Promise.all([lint(signal), ...(panes.shown() === "findings" ? [] : [show(signal)])]);
  } catch (error) {
    if (isAbort(error)) return;
    editor.show([]);
    status.textContent = t("error.title");
    fill(pane, failed(error, refresh));
  }
  pane.removeAttribute("aria-busy");
}

/** @param {AbortSignal} signal */
async function lint(signal) {
  /** @type {LintResult} */
  const result = await post("/lint", request(), { signal });
  found = result.violations;
  editor.mark(null);
  editor.show(found);
  sayStatus(result);
  if (panes.shown() === "findings") showFindings(result);
}

/** @param {LintResult} result */
function sayStatus({ summary, outcome, statements, engine, dialect, duration_ms }) {
  const count = outcome === "clean" && summary.total === 0
    ? t("try.clean")
    : t("findings.count", { count: summary.total });
  const parsed = statements.parsed === statements.total
    ? t("try.parsed.all", { count: statements.total })
    : t("try.parsed.some", { parsed: statements.parsed, total: statements.total });
  fill(
    status,
    h("strong", {}, count),
    ` · ${parsed} · ${dialect} · ${engine.name} ${engine.version} · ${duration(duration_ms)}`,
  );
}

/** @param {LintResult} result */
function showFindings({ violations, notes, summary }) {
  const remarks = notes.length === 0
    ? null
    : h("ul", { class: "notes" }, notes.map((note) => h("li", {}, note)));
  const list = violations.length === 0
    ? empty(t("try.clean"), h("p", {}, t("try.clean.text")))
    : findingList(violations, choose);
  fill(byId("pane-findings"), remarks, list);
  byId("count-findings").textContent = String(summary.total);
}

/** @param {AbortSignal} signal */
async function show(signal) {
  const pane = panes.shown();
  const element = byId(`pane-${pane}`);
  if (pane === "fix") return showFix(element, await post("/fix", request(), { signal }));
  if (pane === "configuration") {
    const { engine: _, ...options } = request();
    return showConfiguration(element, await post("/config/explain", options, { signal }));
  }
  const parsed = await post("/parse", request(), { signal });
  if (pane === "tree") return showTree(element, parsed, (from, to) => editor.select(from, to));
  if (parsed.rendered === null) fill(element, empty(t("try.rendered.none")));
  else fill(element, h("pre", { class: "text", tabindex: "0" }, parsed.rendered));
}

/**
 * @param {HTMLElement} element
 * @param {LintResult} result
 */
function showFix(element, { fixed, notes }) {
  const before = editor.text;
  const after = fixed ?? before;
  const box = h("div", {
    class: "diff",
    tabindex: "0",
    role: "group",
    "aria-label": t("diff.label"),
  });
  const onclick = () => takeFix(before, after);
  const take = h("button", { type: "button", class: "primary", onclick }, t("diff.take"));
  const said = h("p", { class: "muted" });
  fill(
    element,
    h("div", { class: "pane-head" }, said, take),
    notes.length === 0 ? null : h("ul", { class: "notes" }, notes.map((note) => h("li", {}, note))),
    box,
  );
  const { added, removed } = showDiff(box, before, after);
  said.textContent = t("diff.summary", { added, removed });
  take.disabled = added + removed === 0;
}

/** @param {string} before @param {string} after */
function takeFix(before, after) {
  // What was typed since is not lost to the fix of an older text: its own comes in a moment.
  if (editor.text !== before) return;
  editor.replace(after);
  notify(t("diff.taken"));
  panes.show("findings");
}

/** @param {Violation} violation */
function choose(violation) {
  editor.go(violation);
  markCurrent(found.indexOf(violation));
}

/** @param {number} index of the finding that the caret is in; -1 for none */
function markCurrent(index) {
  editor.mark(found[index] ?? null);
  const items = document.querySelectorAll(".finding");
  items.forEach((item, i) => item.classList.toggle("current", i === index));
  if (index >= 0) items[index]?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {1 | -1} step to the next finding, or the one before
 * @param {boolean} [stay] whether the focus stays in the editor
 */
function jump(step, stay = false) {
  if (found.length === 0) return;
  const now = found.findIndex((v) => v === editor.current);
  const index = (now + step + found.length) % Math.min(found.length, MOST);
  const violation = found[index];
  if (violation === undefined) return;
  editor.go(violation);
  markCurrent(index);
  if (!stay) editor.field.blur();
}

async function share() {
  const url = new URL(location.href);
  url.hash = await toFragment(draft());
  history.replaceState(null, "", url);
  try {
    await navigator.clipboard.writeText(url.href);
    notify(t("try.shared"));
  } catch {
    // Without TLS, or where the reader refuses: the link stands in the address bar.
    notify(t("try.shared.bar"));
  }
}

/** @param {HTMLSelectElement} select @param {string} value */
function choice(select, value) {
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}

/**
 * What the link carries, or what this tab had.
 * @returns {Promise<Draft | null>}
 */
async function kept() {
  const shared = await fromFragment(location.hash);
  return /** @type {Draft | null} */ (shared ??
    JSON.parse(sessionStorage.getItem(DRAFT) ?? "null"));
}

/** @param {Draft | null} draft */
function restoreText(draft) {
  if (typeof draft?.sql === "string") editor.set(draft.sql);
  if (typeof draft?.settings === "string") {
    settings.value = draft.settings;
    /** @type {HTMLDetailsElement} */ (byId("settings-box")).open = true;
  }
}

/** @param {Draft | null} draft */
function restoreChoices(draft) {
  if (draft === null) return;
  choice(dialect, draft.dialect ?? "");
  choice(engine, draft.engine ?? "");
}

async function fillDialects() {
  const { dialects } = await get("/dialects");
  for (const { name, label } of dialects) dialect.append(h("option", { value: name }, label));
}

settings.spellcheck = false;
byId("share").addEventListener("click", () => void share());
dialect.addEventListener("change", () => void refresh());
engine.addEventListener("change", () => void refresh());
settings.addEventListener("input", changed);
addEventListener("hashchange", async () => {
  const draft = /** @type {Draft | null} */ (await fromFragment(location.hash));
  // Where the link is one within the page, such as that to the content, what was typed stays.
  if (draft === null) return;
  restoreText(draft);
  restoreChoices(draft);
  await refresh();
});
addKeys(
  { key: "n", label: t("keys.next"), run: () => jump(1) },
  { key: "p", label: t("keys.previous"), run: () => jump(-1) },
  {
    key: "F8",
    label: t("keys.f8"),
    run: (event) => {
      event.preventDefault();
      jump(event.shiftKey ? -1 : 1, true);
    },
  },
  {
    key: "e",
    label: t("keys.editor"),
    run: (event) => {
      event.preventDefault();
      editor.field.focus();
    },
  },
);
// What was typed before this module came stays.
const typed = editor.text !== editor.field.defaultValue || settings.value !== "";
const begun = typed ? null : await kept();
restoreText(begun);
await fillDialects().catch(() => undefined);
restoreChoices(begun);
await refresh();
