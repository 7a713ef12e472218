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
  // Where no set closes any more, none is looked for: that would read the rest for each `[`.
  const lastClosing = glob.lastIndexOf("]");
  for (let at = 0; at < glob.length; at++) {
    const set = glob[at] === "[" && at < lastClosing ? SET.exec(glob.slice(at)) : null;
    if (set !== null) {
      tokens.push({ kind: "set", text: set[2]!, negated: set[1] === "!" });
      at += set[0].length - 1;
    } else if (glob[at] === "*") tokens.push({ kind: "many", text: "*", negated: false });
    else if (glob[at] === "?") tokens.push({ kind: "any", text: "?", negated: false });
    else tokens.push({ kind: "char", text: glob[at]!, negated: false });
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

/** Bits of a word, of which a number's bitwise operators take one at a time. */
const WORD = 32;

/**
 * The places in the glob that a text may have reached, as bits, moved on by one character at a time
 * (Baeza-Yates and Gonnet's Shift-And). A star is no place: it lets the place behind it stay. So
 * the work is length of text times words of the glob, whatever either of them holds.
 */
class Places {
  private readonly tokens: Token[];
  /** Places that a star lets stay. */
  private readonly stay: Uint32Array;
  private readonly reached: Uint32Array;
  /** Of each character met so far, the places that it leads on from. */
  private readonly leads = new Map<number, Uint32Array>();

  constructor(glob: string) {
    const all = tokenize(glob);
    this.tokens = all.filter(({ kind }) => kind !== "many");
    const words = Math.floor(this.tokens.length / WORD) + 1;
    this.stay = new Uint32Array(words);
    this.reached = new Uint32Array(words);
    let place = 0;
    for (const { kind } of all) {
      if (kind === "many") set(this.stay, place);
      else place++;
    }
  }

  matches(text: string): boolean {
    const { reached, stay } = this;
    reached.fill(0);
    set(reached, 0);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const leads = this.leads.get(code) ?? this.leadsOf(code);
      let carried = 0;
      let any = 0;
      for (let word = 0; word < reached.length; word++) {
        const moved = reached[word]! & leads[word]!;
        any |= reached[word] = (moved << 1) | carried | (reached[word]! & stay[word]!);
        carried = moved >>> (WORD - 1);
      }
      if (any === 0) return false;
    }
    const end = this.tokens.length;
    return (reached[Math.floor(end / WORD)]! >>> (end % WORD) & 1) === 1;
  }

  private leadsOf(code: number): Uint32Array {
    const character = String.fromCharCode(code);
    const leads = new Uint32Array(this.reached.length);
    for (const [place, token] of this.tokens.entries()) {
      if (fits(token, character)) set(leads, place);
    }
    this.leads.set(code, leads);
    return leads;
  }
}

function set(bits: Uint32Array, place: number): void {
  bits[Math.floor(place / WORD)]! |= 1 << (place % WORD);
}

/** A test of whole texts, for a glob that many are compared with; it keeps what it learns. */
export function globTest(glob: string): (text: string) => boolean {
  const places = new Places(glob);
  return (text) => places.matches(text);
}

const KEPT = 500;
const known = new Map<string, Places>();

/**
 * Whether the whole text matches. The same few globs are asked about for every rule and every
 * finding, so they are kept. Globs come from whoever sends a request, and a regular expression could
 * be made to run for ever: the work is bounded as `Places` says.
 */
export function matchesGlob(text: string, glob: string): boolean {
  let places = known.get(glob);
  if (places === undefined) {
    if (known.size >= KEPT) known.clear();
    known.set(glob, places = new Places(glob));
  }
  return places.matches(text);
}
