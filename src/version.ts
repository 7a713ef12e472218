/** Lintel's own version; the HTTP API, the CLI and the cache keys read it here. */
export const VERSION = "0.1.0";
