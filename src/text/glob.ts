/**
 * Globs as Python's fnmatch has them, which is how SQLFluff reads them: `*`, `?`, `[seq]`,
 * `[!seq]`. Letter case counts; who does not want it lowers both.
 */

interface Token {
  kind: "many" | "any" | "set" | "char";
  /** Of a set: its members with ranges resolved by `inSet`; of a char: itself. */
  text: string;
  negated: boolean;
}

/** A set has one member at least; a `]` that comes first is a member. */
const SET = /^\[(!|(?!!))(\][^\]]*|[^\]]+)\]/;

function tokenize(glob: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < glob.length; at++) {
    const set = glob[at] === "[" ? SET.exec(glob.slice(at)) : null;
    if (set !== null) {
      tokens.push({ kind: "set", text: set[2]!, negated: set[1] === "!" });
      at += set[0].length - 1;
    } else if (glob[at] === "*") tokens.push({ kind: "many", text: "*", negated: false });
    else if (glob[at] === "?") tokens.push({ kind: "any", text: "?", negated: false });
    else tokens.push({ kind: "char", text: glob[at]!, negated: false });
  }
  return tokens;
}

const KEPT = 500;
const known = new Map<string, Token[]>();

/** The same few globs are asked about for every rule and every finding. */
function tokensOf(glob: string): Token[] {
  let tokens = known.get(glob);
  if (tokens === undefined) {
    if (known.size >= KEPT) known.clear();
    known.set(glob, tokens = tokenize(glob));
  }
  return tokens;
}

function inSet(members: string, character: string): boolean {
  for (let i = 0; i < members.length; i++) {
    if (members[i + 1] === "-" && i + 2 < members.length) {
      if (members[i]! <= character && character <= members[i + 2]!) return true;
      i += 2;
    } else if (members[i] === character) return true;
  }
  return false;
}

function fits(token: Token, character: string): boolean {
  if (token.kind === "any") return true;
  if (token.kind === "set") return inSet(token.text, character) !== token.negated;
  return token.text === character;
}

/** True for a text that may be a glob. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * Whether the whole text matches. Takes at most length of text times length of glob steps: globs
 * come from whoever sends a request, and a regular expression could be made to run for ever.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const tokens = tokensOf(glob);
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const token = tokens[next];
    if (token?.kind === "many") {
      star = next++;
      resume = at;
    } else if (token !== undefined && fits(token, text[at]!)) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  return tokens.slice(next).every((t) => t.kind === "many");
}
