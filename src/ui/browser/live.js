// @ts-check
/**
 * Keeps a page up to date while it is seen, says how, and stops when asked to: by the events of the
 * service, and where they do not come by loading again every few seconds. Where it fails it says
 * so, and goes on trying.
 */
import { byId, fill, h } from "./dom.js";
import { EventFeed } from "./event_feed.js";
import { addKeys } from "./keys.js";
import { isAbort } from "./api.js";
import { t } from "./i18n.js";
import { explain } from "./notices.js";
import { released } from "./pressed.js";

const SECOND = 1000;

/** Whether a dialog is open. */
function asked() {
  return document.querySelector("dialog[open]") !== null;
}

/** @typedef {import("./event_feed.js").Handlers} Handlers */

/** @template [T=void] */
export class Live {
  /**
   * @param {(signal: AbortSignal) => Promise<T>} load
   * @param {number} seconds between loads, where there are no events
   * @param {object} [options]
   * @param {(loaded: T) => void} [options.show] puts what was loaded into the page
   * @param {(error: unknown) => void} [options.onfail] what the page shows of a first failure
   * @param {Handlers} [options.on] what shows the data of a topic of GET /events
   * @param {readonly string[]} [options.again] topics that only say that it is time to load again
   * @param {number} [options.slow] seconds between loads beside the events; none where not given
   */
  constructor(load, seconds, { show, onfail, on = {}, again = [], slow } = {}) {
    this.load = load;
    this.put = show;
    this.seconds = seconds;
    this.slow = slow;
    this.onfail = onfail;
    this.paused = false;
    this.loaded = false;
    this.loading = false;
    this.stale = false;
    this.changes = 0;
    /** @type {Promise<void>} the end of the change before */
    this.before = Promise.resolve();
    this.controller = new AbortController();
    const shows = Object.entries(on).map(([topic, show]) => [topic, this.unlessHeld(show)]);
    const loads = again.map((topic) => [topic, () => this.news()]);
    this.feed = new EventFeed(
      Object.fromEntries([...shows, ...loads]),
      (flows) => this.turned(flows),
    );
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.button = h("button", { type: "button", class: "live", onclick: () => this.toggle() });
    byId("live").replaceChildren(this.button);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.stop();
      else if (!this.paused) void this.now();
    });
    addKeys({ key: "u", label: t("live.key"), run: () => this.toggle() });
    this.show();
  }

  /** Loads at once, and is kept up to date from then on. */
  async now() {
    clearTimeout(this.timer);
    this.controller.abort();
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.loading = true;
    this.stale = false;
    try {
      const loaded = await this.load(signal);
      await released();
      if (signal.aborted) return;
      this.put?.(loaded);
      this.loaded = true;
      this.show();
      if (this.follows()) this.feed.start();
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.show(error);
      if (!this.loaded) this.onfail?.(error);
    } finally {
      if (signal === this.controller.signal) this.loading = false;
    }
    if (this.stale) this.news();
    else this.plan();
  }

  /**
   * Does what changes the data that is shown, one change behind the other: nothing is loaded
   * meanwhile, and at once afterwards. What was asked for before might tell of what is no more.
   * @template T
   * @param {() => Promise<T>} run
   * @returns {Promise<T>}
   */
  async change(run) {
    this.halt();
    this.changes++;
    const done = this.before.then(run);
    this.before = done.then(() => {}, () => {});
    try {
      return await done;
    } finally {
      this.changes--;
      if (this.changes === 0) await this.now();
    }
  }

  /** @private Whether anybody wants to see what changes. */
  follows() {
    return !this.paused && !document.hidden;
  }

  /** @private Whether what is shown stays as it is for now: a question is open, or it is changed. */
  held() {
    return asked() || this.changes > 0;
  }

  /**
   * @private What an event shows, unless it is held: nothing moves under an open question, and what
   * was missed is loaded once it is answered. Nor does it move under a finger.
   * @param {(data: any) => void | Promise<void>} show
   * @returns {(data: any) => Promise<void>}
   */
  unlessHeld(show) {
    return async (data) => {
      await released();
      if (this.held()) this.plan(1);
      else if (this.follows()) await show(data);
    };
  }

  /** @private Something is not as it was loaded: what is under way goes first, and may be older. */
  news() {
    if (this.loading) this.stale = true;
    else if (this.held()) this.plan(1);
    else if (this.follows()) void this.now();
  }

  /** @private When to load next: seldom or never while events come. */
  plan(seconds = this.feed.flows ? this.slow : this.seconds) {
    clearTimeout(this.timer);
    if (!this.follows() || seconds === undefined) return;
    this.timer = setTimeout(() => {
      if (this.held()) this.plan(1);
      else void this.now();
    }, seconds * SECOND);
  }

  /** @private Events began to come, or come no more. @param {boolean} flows */
  turned(flows) {
    // What is under way ends with a plan of its own.
    if (flows) this.show();
    this.plan();
  }

  /** @private Neither what is under way nor what was planned comes any more. */
  halt() {
    clearTimeout(this.timer);
    this.controller.abort();
    this.loading = false;
  }

  /** @private */
  stop() {
    this.halt();
    this.feed.stop();
  }

  toggle() {
    this.paused = !this.paused;
    if (this.paused) this.stop();
    else void this.now();
    this.show();
  }

  /** No more loads: what is shown does not change any more. */
  end() {
    this.stop();
    this.paused = true;
    this.button.remove();
  }

  /** @private @param {unknown} [error] */
  show(error) {
    const text = this.paused
      ? t("live.paused")
      : error !== undefined
      ? t("live.failed")
      : this.feed.flows
      ? t("live.within", { count: EventFeed.SECONDS })
      : t("live.every", { count: this.seconds });
    this.button.classList.toggle("live-off", this.paused || error !== undefined);
    this.button.setAttribute("aria-pressed", String(this.paused));
    this.button.title = error === undefined
      ? t(this.paused ? "live.resume" : "live.pause")
      : explain(error);
    fill(this.button, h("span", { class: "dot", "aria-hidden": "true" }), text);
  }
}
