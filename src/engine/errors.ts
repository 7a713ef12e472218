/** What the engine can refuse. */
export type EngineErrorCode =
  | "unknown_dialect"
  | "unknown_rule"
  | "invalid_config"
  | "templating_unsupported"
  | "memory_limit"
  | "too_large";

/** A request that the engine refuses by name rather than answering wrongly. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  /**
   * @param field the request field or configuration key at fault, as a dotted path
   * @param hint the nearest valid value, when there is one
   */
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly field: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
