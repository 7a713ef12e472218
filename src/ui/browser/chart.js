// @ts-check
/** Charts of what happened over time, by uPlot, in the colours of the page. */
import { h } from "./dom.js";
import { compact } from "./i18n.js";

/** @typedef {import("uplot/dist/uPlot.d.ts")} Plot */
/** @typedef {{ label: string, values: (number | null)[], colour: string, dash?: boolean }} Series */

/** The script defines it before the modules of the page run. */
const uPlot = /** @type {any} */ (globalThis).uPlot;

const TAG = document.documentElement.lang;
const HEIGHT = 170;
const DAY = 86_400;
/** Pixels of the axis of values at least, and between its labels and the chart. */
const AXIS = 44;
const BESIDE = 12;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Steps of an axis of times in milliseconds: such as a clock has. */
const CLOCK = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * MINUTE),
  ...[1, 2, 5, 10, 20, 50].map((days) => days * DAY * SECOND),
];
/** Points up to which a line shows them: one alone would not be seen. */
const FEW = 40;

/**
 * A colour of the style sheet as the canvas takes it.
 * @param {string} name
 */
function colourOf(name) {
  const probe = h("span", { hidden: true });
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * Pixels that a text is wide.
 * @param {string} text @param {string} font
 */
function widthOf(text, font) {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  context.font = font;
  return context.measureText(text).width;
}

/**
 * Each series on top of those before it, the last first, so that it is drawn behind them.
 * @param {Series[]} series
 */
function stacked(series) {
  /** @type {number[]} */
  let sum = [];
  return series.map((each) => {
    sum = each.values.map((value, i) => (sum[i] ?? 0) + (value ?? 0));
    return { ...each, shown: sum };
  }).reverse();
}

/**
 * Where the axis of shares begins: a tenth below the least, so that a small loss is seen.
 * @param {number} least
 */
function below(least) {
  return Math.max(0, Math.floor((least ?? 0) * 10 - 0.2) / 10);
}

/**
 * Labels of the axis of times: of a few days their dates, of less their hours.
 * @param {number[]} times in seconds
 */
function tickFormat(times) {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return new Intl.DateTimeFormat(
    TAG,
    span > 2 * DAY ? { month: "short", day: "numeric" } : { hour: "numeric", minute: "2-digit" },
  );
}

/** A chart in a panel; `show` gives it other data. */
export class Chart {
  /**
   * @param {HTMLElement} element
   * @param {object} options
   * @param {"bars" | "lines"} options.kind
   * @param {(value: number) => string} [options.format]
   * @param {boolean} [options.gaps] whether a line breaks where there is no value
   * @param {boolean} [options.share] whether values are shares, up to 1
   * @param {boolean} [options.clock] whether values are times in milliseconds
   * @param {number} [options.top] where the axis ends, unless values go beyond it
   */
  constructor(
    element,
    { kind, format = compact, gaps = false, share = false, clock = false, top = 0 },
  ) {
    this.element = element;
    this.kind = kind;
    this.format = format;
    this.gaps = gaps;
    this.share = share;
    this.clock = clock;
    this.top = top;
    /** @type {Plot | null} */
    this.plot = null;
    /** @type {[number[], Series[]] | null} */
    this.data = null;
    new ResizeObserver(() => this.plot?.setSize({ width: element.clientWidth, height: HEIGHT }))
      .observe(element);
    const again = () => {
      if (this.data !== null) this.draw(...this.data);
    };
    addEventListener("lintel:theme", again);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  }

  /**
   * @param {number[]} times in seconds
   * @param {Series[]} series
   */
  show(times, series) {
    const [before] = this.data ?? [];
    this.data = [times, series];
    const same = this.plot !== null && before !== undefined && before.length === times.length;
    if (same) this.plot?.setData(/** @type {any} */ (this.columns(times, series)));
    else this.draw(times, series);
  }

  /** @private @param {number[]} times @param {Series[]} series */
  columns(times, series) {
    const shown = this.kind === "bars"
      ? stacked(series).map((s) => s.shown)
      : series.map((s) => s.values);
    return [times, ...shown];
  }

  /** @private @param {number[]} times @param {Series[]} series */
  draw(times, series) {
    this.plot?.destroy();
    const order = this.kind === "bars" ? stacked(series) : series;
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const ticks = tickFormat(times);
    const moments = new Intl.DateTimeFormat(TAG, { dateStyle: "medium", timeStyle: "short" });
    // A label of the time stands under the middle of its place, the last one too.
    const labels = [times[0], times.at(-1)].map((at) => ticks.format((at ?? 0) * SECOND));
    const beside = Math.ceil(Math.max(...labels.map((label) => widthOf(label, font))) / 2) + 4;
    const moment = (/** @type {any} */ _plot, /** @type {number | null} */ at) =>
      at === null ? "" : moments.format(at * SECOND);
    this.plot = new uPlot(
      {
        width: this.element.clientWidth,
        height: HEIGHT,
        padding: [8, beside, 0, 0],
        cursor: { y: false, points: { size: 6 } },
        scales: this.scales((times[1] ?? 0) - (times[0] ?? 0)),
        axes: this.axes(ticks, font),
        legend: { markers: { width: 0 } },
        series: [{ label: "", value: moment }, ...order.map((each) => this.seriesOf(each))],
      },
      this.columns(times, series),
      this.element,
    );
    const names = this.element.querySelectorAll(".u-legend .u-series");
    order.forEach((each, i) => names[i + 1]?.setAttribute("data-colour", each.colour));
  }

  /** @private @param {number} step seconds from one point to the next */
  scales(step) {
    /** @typedef {(plot: any, min: number, max: number) => [number, number]} Range */
    /** @type {Range} a bar begins at its point: the last one needs room behind it */
    const times = (_plot, min, max) => [min, max + step];
    /** @type {Range} */
    const values = (_plot, min, max) =>
      this.share ? [below(min), 1] : [0, Math.max(this.top, max > 0 ? max * 1.1 : 1)];
    return { x: { range: times }, y: { range: values } };
  }

  /** @private @param {Intl.DateTimeFormat} ticks @param {string} font */
  axes(ticks, font) {
    const axis = {
      stroke: colourOf("muted"),
      font,
      grid: { stroke: colourOf("line"), width: 1 },
      ticks: { show: false },
    };
    /** @typedef {(plot: any, values: number[]) => string[]} Labels */
    /** @type {Labels} */
    const moments = (_plot, at) => at.map((each) => ticks.format(each * SECOND));
    /** @type {Labels} */
    const values = (_plot, at) => at.map((each) => this.format(each));
    // As wide as its labels are, in whichever language.
    const size = (/** @type {any} */ _plot, /** @type {string[] | null} */ labels) =>
      Math.max(AXIS, ...(labels ?? []).map((each) => widthOf(each, font) + BESIDE));
    return [
      { ...axis, grid: { show: false }, size: 30, values: moments, space: 70 },
      { ...axis, size, incrs: this.clock ? CLOCK : undefined, values, space: 36 },
    ];
  }

  /** @private A series as uPlot draws it. @param {Series} series */
  seriesOf({ label, values, colour, dash }) {
    const bars = this.kind === "bars";
    const shade = colourOf(colour);
    const few = values.filter((value) => value !== null).length <= FEW;
    return {
      label,
      stroke: shade,
      fill: bars ? shade : undefined,
      width: bars ? 0 : 1.75,
      dash: dash === true ? [4, 3] : undefined,
      paths: bars ? uPlot.paths.bars({ size: [0.8, 24], align: 1 }) : undefined,
      spanGaps: !this.gaps,
      points: { show: !bars && few, size: 5, fill: shade },
      // Of bars that stand on each other the legend tells each by itself.
      value: (
        /** @type {any} */ _plot,
        /** @type {number | null} */ _shown,
        /** @type {number} */ _series,
        /** @type {number | null} */ at,
      ) => {
        const value = at === null ? null : values[at];
        return value === null || value === undefined ? "–" : this.format(value);
      },
    };
  }
}
