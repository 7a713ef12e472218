/**
 * Text to tokens.
 *
 * A dialect lists its rules in order; the first that matches at an offset wins. The rules are
 * sorted into buckets by the unit they can start with, so most tokens cost one scanner call.
 * A "unit" is a UTF-16 code unit. No token is ever empty but the last one.
 */
export { CLIENT_KINDS, ClientLexer } from "./client.ts";
export { Lexer } from "./lexer.ts";
export type { TextEdit } from "./relex.ts";
export { BEYOND_ASCII, lexLines, lexLiteral, type LexRule, lexRule } from "./rules.ts";
export * as scan from "./scanners.ts";
export type { Scanner } from "./scanners.ts";
