// @ts-check
/**
 * Keeps a page up to date while it is seen, says how, and stops when asked to: by the events of the
 * service where it has some for this page, else by loading again every few seconds. Where it fails
 * it says so, and goes on trying.
 */
import { byId, fill, h } from "./dom.js";
import { EventFeed } from "./event_feed.js";
import { addKeys } from "./keys.js";
import { isAbort } from "./api.js";
import { t } from "./i18n.js";
import { explain } from "./notices.js";

const SECOND = 1000;

/** Whether a dialog is open. */
function asked() {
  return document.querySelector("dialog[open]") !== null;
}

/** @typedef {import("./event_feed.js").Handlers} Handlers */

export class Live {
  /**
   * @param {(signal: AbortSignal) => Promise<void>} load
   * @param {number} seconds between loads, where there are no events
   * @param {object} [options]
   * @param {(error: unknown) => void} [options.onfail] what the page shows of a first failure
   * @param {Handlers} [options.on] what each topic of GET /events does
   * @param {number} [options.slow] seconds between loads beside the events; none where not given
   */
  constructor(load, seconds, { onfail, on, slow } = {}) {
    this.load = load;
    this.seconds = seconds;
    this.slow = slow;
    this.onfail = onfail;
    this.paused = false;
    this.loaded = false;
    this.controller = new AbortController();
    const shows = Object.entries(on ?? {}).map(([topic, show]) => [topic, this.unlessAsked(show)]);
    this.feed = on === undefined
      ? null
      : new EventFeed(Object.fromEntries(shows), (flows) => this.turned(flows));
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
    try {
      await this.load(this.controller.signal);
      this.loaded = true;
      this.show();
      if (this.follows()) this.feed?.start();
    } catch (error) {
      if (isAbort(error)) return;
      this.show(error);
      if (!this.loaded) this.onfail?.(error);
    }
    this.plan();
  }

  /** @private Whether anybody wants to see what changes. */
  follows() {
    return !this.paused && !document.hidden;
  }

  /**
   * @private What an event shows, unless a question is open: nothing moves under it, and what was
   * missed is loaded once it is answered.
   * @param {(data: any) => void | Promise<void>} show
   * @returns {(data: any) => void | Promise<void>}
   */
  unlessAsked(show) {
    return (data) => {
      if (!asked()) return show(data);
      this.plan(1);
    };
  }

  /** @private When to load next: seldom or never while events come. */
  plan(seconds = this.feed?.flows === true ? this.slow : this.seconds) {
    clearTimeout(this.timer);
    if (!this.follows() || seconds === undefined) return;
    this.timer = setTimeout(() => {
      if (asked()) this.plan(1);
      else void this.now();
    }, seconds * SECOND);
  }

  /** @private Events began to come, or come no more. @param {boolean} flows */
  turned(flows) {
    // What is under way ends with a plan of its own.
    if (flows) this.show();
    this.plan();
  }

  /** @private */
  stop() {
    clearTimeout(this.timer);
    this.feed?.stop();
    this.controller.abort();
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
      : this.feed?.flows === true
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
