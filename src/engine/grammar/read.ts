import { type Piece, type PieceType, scan } from "./scan.ts";
import {
  type Definition,
  type DialectText,
  GrammarError,
  type Item,
  type Place,
  type ProductionText,
  type Row,
  type RowType,
} from "./syntax.ts";

const DEFINITIONS: Readonly<Record<string, Definition>> = {
  ":": "node",
  "=": "leaf",
  ":=": "instead",
  "|=": "more",
  "::": "table",
  "|::": "rows",
};
const ROWS: readonly RowType[] = ["operand", "prefix", "infix", "postfix", "suffix", "wrap"];
const INDENTS = { ">>": "indent", ">>?": "implicit_indent", "<<": "dedent" } as const;

/** Marks that an item can start with. */
const STARTS_ITEM: ReadonlySet<string> = new Set(
  ["[", "{", "(", "!", "&", "~", "<*>", ">>", ">>?", "<<", "!!", "!?", ",", "."],
);

/** What empty brackets hold. */
const NOTHING: Item = { type: "seq", parts: [] };

/** Reads one grammar file into what its dialect has said so far. Throws GrammarError. */
export function readGrammar(text: string, file: string, into: DialectText): void {
  new Reader(scan(text, file), file, into).read();
}

/** A dialect that has said nothing yet. */
export function emptyDialect(): DialectText {
  return { words: [], symbols: [], isa: [], lexed: [], productions: [] };
}

/** Reads a file by descent: one method for each level of the notation. */
class Reader {
  #at = 0;

  constructor(
    readonly pieces: readonly Piece[],
    readonly file: string,
    readonly into: DialectText,
  ) {}

  read(): void {
    while (this.#next.type !== "end") {
      if (!this.#next.first) throw this.#fault("a production starts in column 0");
      const section = this.#next.text;
      if (section === "words") this.#words();
      else if (section === "symbols") this.#symbols();
      else if (section === "isa") this.#isa();
      else if (section === "lexed") this.#lexed();
      else this.into.productions.push(this.#production());
    }
  }

  get #next(): Piece {
    return this.pieces[this.#at]!;
  }

  get #place(): Place {
    return this.#placeOf(this.#next);
  }

  #placeOf({ line }: Piece): Place {
    return { file: this.file, line };
  }

  #fault(what: string): GrammarError {
    return new GrammarError(this.#place, `${what}, not ${this.#next.text}`);
  }

  /** Whether the next piece still belongs to what the last column 0 has started. */
  get #goesOn(): boolean {
    return !this.#next.first;
  }

  #isMark(mark: string): boolean {
    const { type, text, first } = this.#next;
    return text === mark && type === "mark" && !first;
  }

  #takeMark(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#at++;
    return true;
  }

  #wantMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#fault(`${mark} is missing`);
  }

  #take(type: PieceType, what: string): string {
    if (this.#next.type !== type) throw this.#fault(`${what} is missing`);
    return this.pieces[this.#at++]!.text;
  }

  #words(): void {
    const at = this.#place;
    this.#at++;
    const name = this.#take("name", "the name of a set of words");
    const change = (["=", "+=", "-="] as const).find((mark) => this.#takeMark(mark));
    if (change === undefined) throw this.#fault("=, += or -= is missing");
    const words: string[] = [];
    while (this.#goesOn && this.#next.type === "word") words.push(this.pieces[this.#at++]!.text);
    this.into.words.push({ name, change, words, at });
  }

  #symbols(): void {
    this.#at++;
    while (this.#goesOn && this.#next.type === "symbol") {
      const text = unquote(this.#take("symbol", "a symbol"));
      const lexed = this.#take("name", "the kind of a symbol");
      const leaf = this.#takeMark("/") ? this.#take("name", "the kind of a leaf") : lexed;
      this.into.symbols.push({ text, lexed, leaf });
    }
  }

  #isa(): void {
    this.#at++;
    const also = this.#take("name", "a kind");
    this.#wantMark(":");
    while (this.#goesOn && this.#next.type === "name") {
      this.into.isa.push([this.pieces[this.#at++]!.text, also]);
    }
  }

  #lexed(): void {
    this.#at++;
    while (this.#goesOn && this.#next.type === "name") {
      this.into.lexed.push(this.pieces[this.#at++]!.text);
    }
  }

  #production(): ProductionText {
    const at = this.#place;
    const name = this.#take("name", "the name of a production");
    const kind = this.#takeMark("@") ? this.#take("name", "a kind") : null;
    const mark = this.#take("mark", "a definition");
    const definition = DEFINITIONS[mark];
    if (definition === undefined) throw new GrammarError(at, `${mark} defines nothing`);
    if (definition === "table" || definition === "rows") {
      return { name, kind, definition, choice: null, rows: this.#rows(), at };
    }
    const choice = this.#choice();
    if (this.#goesOn) throw this.#fault("the production should end here");
    return { name, kind, definition, choice, rows: [], at };
  }

  #rows(): Row[] {
    const rows: Row[] = [];
    while (this.#goesOn) {
      const at = this.#place;
      const level = this.#next.type === "number" ? Number(this.pieces[this.#at++]!.text) : 100;
      const type = this.#take("name", "the type of a row") as RowType;
      if (!ROWS.includes(type)) throw new GrammarError(at, `a row is no ${type}`);
      const kind = this.#takeMark("@") ? this.#take("name", "a kind") : null;
      rows.push({ level, type, kind, choice: this.#choice(), at });
    }
    return rows;
  }

  #choice(): Item {
    const parts = [this.#anyOrder()];
    const ordered = this.#isMark("/");
    const mark = ordered ? "/" : "|";
    while (this.#takeMark(mark)) parts.push(this.#anyOrder());
    if (this.#isMark("/") || this.#isMark("|")) throw this.#fault("a choice has | or /, not both");
    return parts.length === 1 ? parts[0]! : { type: "choice", parts, ordered };
  }

  #anyOrder(): Item {
    const parts = [this.#sequence()];
    while (this.#takeMark("||")) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : { type: "set_of", parts };
  }

  #sequence(): Item {
    const parts: Item[] = [];
    while (this.#startsItem()) parts.push(this.#item());
    if (parts.length === 0) throw this.#fault("something is missing");
    return parts.length === 1 ? parts[0]! : { type: "seq", parts };
  }

  #startsItem(): boolean {
    const { type, text, first } = this.#next;
    if (first) return false;
    return type === "mark" ? STARTS_ITEM.has(text) : type !== "name" && type !== "number";
  }

  #item(): Item {
    let item = this.#primary();
    for (;;) {
      if (this.#takeMark("...")) item = { type: "many", part: item };
      else if (this.#takeMark("@")) {
        item = { type: "kinded", part: item, kind: this.#take("name", "a kind") };
      } else if (this.#isMark("[") && this.#isList()) item = this.#list(item);
      else return item;
    }
  }

  /** Whether a `[` opens a list: `[, ...]`, `["||" ...]`, `[AND ...]`. */
  #isList(): boolean {
    const delimiter = this.pieces[this.#at + 1]!;
    const isPlain = delimiter.type === "symbol" || delimiter.type === "word" ||
      delimiter.text === "," || delimiter.text === ".";
    return isPlain && this.pieces[this.#at + 2]?.text === "...";
  }

  #list(part: Item): Item {
    this.#wantMark("[");
    const delimiter = this.#primary();
    this.#wantMark("...");
    const trailing = this.#isMark("]") ? null : this.#primary();
    this.#wantMark("]");
    return { type: "list", part, delimiter, trailing };
  }

  #primary(): Item {
    const piece = this.pieces[this.#at++]!;
    switch (piece.type) {
      case "word":
        return { type: "word", word: piece.text };
      case "symbol":
        return { type: "symbol", text: unquote(piece.text) };
      case "set":
        return { type: "set", name: piece.text.slice(1) };
      case "token":
        return tokenItem(piece.text);
      case "ref":
        return refItem(piece.text, this.#placeOf(piece));
      case "mark":
        return this.#marked(piece);
      default:
        throw this.#missing(piece);
    }
  }

  #marked(piece: Piece): Item {
    const mark = piece.text;
    switch (mark) {
      case ",":
      case ".":
        return { type: "symbol", text: mark };
      case "[":
        return { type: "optional", part: this.#closed("]") };
      case "{":
        return this.#closed("}");
      case "(": {
        const committed = this.#takeMark("!!");
        if (this.#takeMark(")")) return { type: "bracket", part: NOTHING, committed };
        return { type: "bracket", part: this.#closed(")"), committed };
      }
      case "!":
        return { type: "not", part: this.#primary() };
      case "&":
        return { type: "ahead", part: this.#primary() };
      case "~":
        return { type: "tight" };
      case "!!":
      case "!?":
        return { type: "commit", inside: mark === "!?" };
      case "<*>":
        return { type: "anything" };
      case ">>":
      case ">>?":
      case "<<":
        return this.#indent(INDENTS[mark]);
      default:
        throw this.#missing(piece);
    }
  }

  #missing(piece: Piece): GrammarError {
    return new GrammarError(this.#placeOf(piece), `an item is missing, not ${piece.text}`);
  }

  #closed(mark: string): Item {
    const choice = this.#choice();
    this.#wantMark(mark);
    return choice;
  }

  /** An indent, with `(setting)` directly behind it if a setting decides. */
  #indent(indent: "indent" | "implicit_indent" | "dedent"): Item {
    const [open, second, third] = [0, 1, 2].map((ahead) => this.pieces[this.#at + ahead]);
    const unless = second?.text === "!" && third?.type === "name";
    if (open?.text !== "(" || !(second?.type === "name" || unless)) {
      return { type: "indent", indent, setting: null, unless: false };
    }
    this.#at += unless ? 2 : 1;
    const setting = this.#take("name", "a setting");
    this.#wantMark(")");
    return { type: "indent", indent, setting, unless };
  }
}

function unquote(text: string): string {
  return text.slice(1, -1);
}

/** `#kind` or `#kind/pattern/`; the pattern is of the whole token and ignores case. */
function tokenItem(text: string): Item {
  const slash = text.indexOf("/");
  if (slash < 0) return { type: "token", kind: text.slice(1), pattern: null };
  const pattern = new RegExp(`^(?:${text.slice(slash + 1, -1)})$`, "iu");
  return { type: "token", kind: text.slice(1, slash), pattern };
}

/** `<name>`, `<name.level>` or `<name/kind,kind>`. */
function refItem(text: string, at: Place): Item {
  const [whole, kinds] = text.slice(1, -1).split("/");
  const [name, level] = whole!.split(".");
  return {
    type: "ref",
    name: name!,
    level: level === undefined ? null : Number(level),
    bare: kinds === undefined ? null : kinds.split(","),
    at,
  };
}
