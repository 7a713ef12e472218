/** A template that is not written in its language; `line` is 1-based. */
export class TemplateSyntaxError extends Error {
  override readonly name = "TemplateSyntaxError";

  constructor(message: string, readonly line: number) {
    super(message);
  }
}

/** A template that went wrong while it was rendered: a wrong type, an undefined value. */
export class TemplateRuntimeError extends Error {
  override readonly name = "TemplateRuntimeError";
}

/** A rendering whose pieces do not fit together: the file is passed over without a violation. */
export class UntraceableError extends Error {
  override readonly name = "UntraceableError";
}

/** What a templater has to say about a place; both numbers are 1-based, 0 where unknown. */
export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  readonly description: string;
}
