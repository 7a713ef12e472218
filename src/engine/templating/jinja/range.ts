import { TemplateRuntimeError } from "../errors.ts";
import { type Call, kindOf, PyList, type Value } from "./values.ts";

/** As many numbers as Jinja's sandbox lets a range have. */
const MAX_RANGE = 100_000;

function count(start: number, stop: number, step: number): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** Python's range. */
export class PyRange extends PyList {
  constructor(readonly start: number, readonly stop: number, readonly step: number) {
    const length = count(start, stop, step);
    if (length > MAX_RANGE) {
      throw new TemplateRuntimeError(`a range has ${MAX_RANGE} numbers at most`);
    }
    super(Array.from({ length }, (_, index) => BigInt(start + index * step)), "range");
  }

  override repr(): string {
    const step = this.step === 1 ? "" : `, ${this.step}`;
    return `range(${this.start}, ${this.stop}${step})`;
  }

  override attribute(name: string): Value | undefined {
    return name === "start" || name === "stop" || name === "step" ? BigInt(this[name]) : undefined;
  }

  /** The numbers at `from`, and every `by` on, up to `to`. */
  slice(from: number, to: number, by: number): PyRange {
    const at = (index: number) => this.start + index * this.step;
    return new PyRange(at(from), at(to), this.step * by);
  }
}

function integer(value: Value): number {
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  throw new TemplateRuntimeError(
    `range() takes whole numbers, not ${kindOf(value)}`,
  );
}

/** `range(stop)` or `range(start, stop, step)`. */
export function makeRange({ positional, named }: Call): PyRange {
  if (named.size > 0) throw new TemplateRuntimeError("range() takes no keyword arguments");
  if (positional.length === 0 || positional.length > 3) {
    const got = positional.length;
    throw new TemplateRuntimeError(`range() takes one to three numbers, and gets ${got}`);
  }
  const numbers = positional.map(integer);
  const [start, stop] = numbers.length > 1 ? [numbers[0]!, numbers[1]!] : [0, numbers[0]!];
  const step = numbers[2] ?? 1;
  if (step === 0) throw new TemplateRuntimeError("range() cannot go in steps of zero");
  return new PyRange(start, stop, step);
}
