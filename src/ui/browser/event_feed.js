// @ts-check
/**
 * The events of GET /events. Where they cannot be had, or are held back on their way, the page is
 * told that none flow, and they are tried again later.
 */
import { isAbort, query } from "./api.js";
import { notifyError } from "./notices.js";

/** @typedef {Record<string, (data: any) => void | Promise<void>>} Handlers */

/** Milliseconds without a sign of life after which a stream is given up; it has one every 15 s. */
const SILENT = 40_000;
/** Milliseconds after which a stream that was refused is asked for again. */
const AGAIN = 60_000;

export class EventFeed {
  /** Seconds within which a change is told. */
  static SECONDS = 2;

  /**
   * @param {Handlers} handlers by topic
   * @param {(flows: boolean) => void} onturn
   */
  constructor(handlers, onturn) {
    this.handlers = handlers;
    this.onturn = onturn;
    this.flows = false;
    /** @type {EventSource | null} */
    this.source = null;
    this.refusedAt = -Infinity;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.watchdog = undefined;
  }

  /** Asks for the events, unless they come already or were refused a moment ago. */
  start() {
    if (this.source !== null || performance.now() - this.refusedAt < AGAIN) return;
    const topics = Object.keys(this.handlers);
    const source = new EventSource(`/api/v1/events${query({ topics: topics.join(",") })}`);
    this.source = source;
    for (const topic of topics) {
      source.addEventListener(topic, (event) => {
        this.alive();
        void this.tell(topic, JSON.parse(event.data));
      });
    }
    source.addEventListener("alive", () => this.alive());
    source.addEventListener("error", () => {
      // One that broke is opened again by the browser, one that was refused is not.
      if (source.readyState === EventSource.CLOSED) this.giveUp();
      else this.turn(false);
    });
    this.watch();
  }

  stop() {
    clearTimeout(this.watchdog);
    this.source?.close();
    this.source = null;
    this.flows = false;
  }

  /** @private @param {string} topic @param {unknown} data */
  async tell(topic, data) {
    try {
      await this.handlers[topic]?.(data);
    } catch (error) {
      if (!isAbort(error)) notifyError(error);
    }
  }

  /** @private Only a stream that has brought something is known to get through. */
  alive() {
    this.watch();
    this.turn(true);
  }

  /** @private */
  watch() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.giveUp(), SILENT);
  }

  /** @private */
  giveUp() {
    this.stop();
    this.refusedAt = performance.now();
    this.onturn(false);
  }

  /** @private @param {boolean} flows */
  turn(flows) {
    if (this.flows === flows) return;
    this.flows = flows;
    this.onturn(flows);
  }
}
