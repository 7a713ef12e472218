import { MAX_DEPTH } from "../limits.ts";
import { TemplateSyntaxError } from "../errors.ts";

/** A token as the parser sees it: no white space, no comments, raw blocks as data. */
export interface ParseToken {
  readonly type: string;
  readonly text: string;
  readonly line: number;
  /** The piece of the source that it begins, in a template whose rendering is recorded. */
  readonly piece?: number;
  /** Of white space that tags strip: which of the two beside it do. */
  readonly stripped?: { readonly byTagBefore: boolean; readonly byTagBehind: boolean };
}

/** What messages call tokens of a type. */
const NAMES: Record<string, string> = {
  variable_end: "the end of the expression",
  block_end: "the end of the tag",
  variable_begin: "an expression",
  block_begin: "a tag",
  data: "text",
  eof: "the end of the template",
  name: "a name",
  string: "a text",
  integer: "a whole number",
  float: "a decimal number",
  operator: "a sign",
};

/** What a message calls a token: words and signs by themselves, others by their type. */
export function tokenName({ type, text }: ParseToken): string {
  return type === "name" || type === "operator" ? `\`${text}\`` : NAMES[type] ?? type;
}

const END: ParseToken = { type: "eof", text: "", line: 1 };

/** Tokens with a place in them. */
export class TokenStream {
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly ParseToken[]) {}

  get current(): ParseToken {
    return this.tokens[this.#at] ?? { ...END, line: this.tokens.at(-1)?.line ?? 1 };
  }

  get following(): ParseToken {
    return this.tokens[this.#at + 1] ?? END;
  }

  next(): ParseToken {
    const token = this.current;
    this.#at++;
    return token;
  }

  isOperator(text: string): boolean {
    const { current } = this;
    return current.type === "operator" && current.text === text;
  }

  isName(text: string): boolean {
    const { current } = this;
    return current.type === "name" && current.text === text;
  }

  skipOperator(text: string): boolean {
    const found = this.isOperator(text);
    if (found) this.#at++;
    return found;
  }

  skipName(text: string): boolean {
    const found = this.isName(text);
    if (found) this.#at++;
    return found;
  }

  /** The next token, which must be of that type (and text). Throws TemplateSyntaxError. */
  expect(type: string, text?: string): ParseToken {
    const { current } = this;
    if (current.type === type && (text === undefined || current.text === text)) return this.next();
    const wanted = text === undefined ? NAMES[type] ?? type : `\`${text}\``;
    return this.fail(`${tokenName(current)} stands where ${wanted} is missing`);
  }

  fail(message: string, line = this.current.line): never {
    throw new TemplateSyntaxError(message, line);
  }

  /** Parses something one level deeper; a limit keeps the call stack whole. */
  deeper<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) this.fail("expressions are nested too deep");
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }
}
