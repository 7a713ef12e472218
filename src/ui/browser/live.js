// @ts-check
/**
 * Keeps a page up to date: loads again every few seconds while the page is seen, says how often,
 * and stops when asked to. Where it fails it says so, and goes on trying.
 */
import { byId, fill, h } from "./dom.js";
import { addKeys } from "./keys.js";
import { isAbort } from "./api.js";
import { t } from "./i18n.js";
import { explain } from "./notices.js";

const SECOND = 1000;

export class Live {
  /**
   * @param {(signal: AbortSignal) => Promise<void>} load
   * @param {number} seconds between loads
   * @param {{ onfail?: (error: unknown) => void }} [options] what the page shows of a first failure
   */
  constructor(load, seconds, { onfail } = {}) {
    this.load = load;
    this.seconds = seconds;
    this.onfail = onfail;
    this.paused = false;
    this.loaded = false;
    this.controller = new AbortController();
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

  /** Loads at once, and then again and again. */
  async now() {
    this.stop();
    this.controller = new AbortController();
    try {
      await this.load(this.controller.signal);
      this.loaded = true;
      this.show();
    } catch (error) {
      if (isAbort(error)) return;
      this.show(error);
      if (!this.loaded) this.onfail?.(error);
    }
    if (!this.paused && !document.hidden) {
      this.timer = setTimeout(() => void this.now(), this.seconds * SECOND);
    }
  }

  /** @private */
  stop() {
    clearTimeout(this.timer);
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
      : error === undefined
      ? t("live.every", { count: this.seconds })
      : t("live.failed");
    this.button.classList.toggle("live-off", this.paused || error !== undefined);
    this.button.setAttribute("aria-pressed", String(this.paused));
    this.button.title = error === undefined
      ? t(this.paused ? "live.resume" : "live.pause")
      : explain(error);
    fill(this.button, h("span", { class: "dot", "aria-hidden": "true" }), text);
  }
}
