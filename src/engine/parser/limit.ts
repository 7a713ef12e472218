/** The text has more tokens or nodes than the limit allows. */
export class ParseLimitError extends Error {
  constructor(what: string, limit: number) {
    super(`the text has more than ${limit} ${what}`);
    this.name = "ParseLimitError";
  }
}
