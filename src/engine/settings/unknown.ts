import { EngineError } from "../errors.ts";
import { nearest } from "../../text/nearest.ts";

/** Where a layer of the configuration came from. */
export interface Origin {
  /** The configuration file's path, or how else the layer came. */
  name: string;
  /** 1-based line of each setting by its dotted path, where the layer is a text. */
  lines?: ReadonlyMap<string, number>;
}

/** "file, line 3", or the file alone where no line is known for the setting. */
export function placeOf(origin: Origin, path: readonly string[]): string {
  const line = origin.lines?.get(path.join("."));
  return line === undefined ? origin.name : `${origin.name}, line ${line}`;
}

/** A setting that has no effect. */
export interface UnreadSetting {
  /** Its dotted path. */
  key: string;
  /** The configuration file, or how else its layer came. */
  file: string;
  /** 1-based; null where the layer is no text. */
  line: number | null;
  /** The end of a sentence that begins with the key: "… is not a setting". */
  why: string;
  /** What was probably meant. */
  suggestion: string | null;
}

/**
 * Collects the settings of one layer that have no effect: a file of another SQLFluff version, or
 * a slip of the pen, must not keep its SQL from being linted. In strict mode the first of them
 * throws EngineError in place of being collected.
 */
export class UnknownSettings {
  readonly unread: UnreadSetting[] = [];
  /** Where settings of earlier versions now are, by the path at which they are read. */
  readonly moved = new Map<string, readonly string[]>();

  /** `paths` are the dotted paths of the settings that exist. */
  constructor(
    readonly origin: Origin,
    readonly strict: boolean,
    readonly paths: readonly string[],
  ) {}

  /** Collects a setting under a name that is not among `known`. */
  unknown(path: readonly string[], known: Iterable<string>, what = "is not a setting"): void {
    this.report(path, what, this.#elsewhere(path) ?? nearest(path.at(-1)!, known));
  }

  /** Collects a setting that has no effect for the reason given. */
  report(
    path: readonly string[],
    what: string,
    hint?: string,
    code: "invalid_config" | "unknown_rule" = "invalid_config",
  ): void {
    const field = path.join(".");
    const unread: UnreadSetting = {
      key: field,
      file: this.origin.name,
      line: this.origin.lines?.get(field) ?? null,
      why: what,
      suggestion: hint ?? null,
    };
    if (this.strict) throw new EngineError(code, sentence(unread), field, hint);
    this.unread.push(unread);
  }

  /** One sentence for each setting, beginning with "warning: ". */
  get warnings(): string[] {
    return this.unread.map((each) => `warning: ${sentence(each)}`);
  }

  /** The one path elsewhere at which a setting of the same name exists. */
  #elsewhere(path: readonly string[]): string | undefined {
    const end = `.${path.at(-1)}`;
    const found = this.paths.filter((each) => each.endsWith(end));
    return found.length === 1 ? found[0] : undefined;
  }
}

/** "file, line 3: core.dialcet is not a setting. Did you mean dialect?" */
function sentence({ key, file, line, why, suggestion }: UnreadSetting): string {
  const guess = suggestion === null ? "" : ` Did you mean ${suggestion}?`;
  return `${file}${line === null ? "" : `, line ${line}`}: ${key} ${why}.${guess}`;
}
