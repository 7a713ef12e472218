/** Follows a traced rendering through the raw slices of its template. */
import { TemplateRuntimeError } from "../errors.ts";
import type { TemplatedSlice } from "../slices.ts";
import { type Analysis, CRUMB, CRUMB_LENGTH } from "./analyze.ts";

/** For a slice passed on the way to a target: where to go next, the best first. */
export type Choices = ReadonlyMap<number, readonly number[]>;

/** Walks through a template as its execution must have gone. */
export class Tracer {
  readonly slices: TemplatedSlice[] = [];
  readonly #analysis: Analysis;
  #counter = 0;
  #length = 0;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /**
   * The templated slices that a traced rendering tells of. Throws TemplateRuntimeError for a
   * rendering whose crumbs a filter has spoilt.
   */
  trace(rendering: string): TemplatedSlice[] {
    const parts = rendering.split("\0").slice(1);
    if (parts.length === 0) this.#analysis.slices.forEach((_, index) => this.#record(index, 0));
    for (const part of parts) {
      const found = CRUMB.exec(part);
      const number = found?.[1]?.length === CRUMB_LENGTH ? parseInt(found[1], 16) : -1;
      const slice = this.#analysis.crumbs[number];
      if (found === null || slice === undefined) {
        throw new TemplateRuntimeError("a filter has changed what the trace leaves behind");
      }
      const length = found[2] === undefined
        ? Math.max(0, part.length - found[0].length - 1)
        : Number(found[2]);
      if (this.#analysis.traces[slice]!.insideBlock) this.#record(slice, length);
      else this.moveTo(slice, length);
    }
    return this.slices;
  }

  /** Goes on to a slice, whose output has that length; answers the choices made on the way. */
  moveTo(target: number, length: number): Choices {
    const { slices, traces } = this.#analysis;
    const choices = new Map<number, readonly number[]>();
    while (this.#counter < slices.length) {
      const here = this.#counter;
      this.#record(here, here === target ? length : 0);
      if (here === target) {
        this.#counter++;
        break;
      }
      const { jumps } = traces[here]!;
      const candidates = [here + 1, ...jumps.filter((index) => index <= target)];
      candidates.sort((a, b) => Math.abs(target - a) - Math.abs(target - b));
      choices.set(here, candidates);
      const [start] = jumps;
      const again = slices[here]!.tag === "endfor" && start !== undefined && start <= target &&
        target < here;
      this.#counter = again ? start : candidates[0]!;
    }
    return choices;
  }

  #record(index: number, length: number): void {
    const { kind, start, end } = this.#analysis.slices[index]!;
    this.slices.push({
      kind,
      sourceStart: start,
      sourceEnd: end,
      start: this.#length,
      end: this.#length + length,
    });
    this.#length += length;
  }
}
