/**
 * The Python of the engine `sqlfluff` where SQLFLUFF_PYTHON is not set. It stands apart from the
 * other settings: `lint` needs this one alone.
 */
export const DEFAULT_PYTHON = "python3";
