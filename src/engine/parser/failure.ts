/** The whole text is given up, as SQLFluff gives it up; `token` is where it says so. */
export class ParseFailure extends Error {
  readonly token: number;

  constructor(message: string, token: number) {
    super(message);
    this.name = "ParseFailure";
    this.token = token;
  }
}

/** The text has more tokens or nodes than the limit allows. */
export class ParseLimitError extends Error {
  constructor(what: string, limit: number) {
    super(`the text has more than ${limit} ${what}`);
    this.name = "ParseLimitError";
  }
}
