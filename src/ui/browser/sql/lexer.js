// @ts-check
/**
 * Words of SQL for colours, line by line: not the engine's lexer, only what an eye wants to tell
 * apart in any dialect. A line begins in the state that the one before it ended in.
 */

/** @typedef {"keyword" | "string" | "number" | "comment" | "template"} Kind */
/** @typedef {{ from: number, to: number, kind: Kind }} Token offsets in the line, UTF-16 */
/** @typedef {string} State what is open: the text that ends it, "" where nothing is */

const KEYWORDS = new Set(
  `add all alter analyze and any array as asc auto_increment begin between bigint boolean by call
  cascade case cast char check clone cluster coalesce collate column comment commit constraint copy
  create cross cube current current_date current_timestamp cursor database date decimal declare
  default delete desc describe distinct distribute double drop else elsif end escape except exec
  execute exists explain external extract false fetch filter first float following for foreign from
  full function global grant group grouping having if ignore ilike immediate in index inner insert
  int integer intersect interval into is join json key language last lateral left like limit local
  lock loop materialized matched merge minus natural next no not null nulls number numeric of
  offset on only or order outer over overwrite partition pivot preceding primary procedure qualify
  range recursive references refresh rename replace respect restrict return returning returns revoke
  right rollback rollup row rows schema select sequence set sets show smallint some sort stage start
  stream string struct table tablesample task temp temporary text then ties time timestamp to top
  transaction trigger true truncate unbounded union unique unlogged unnest unpivot update use using
  values varchar view warehouse when where while window with within without work year zone`
    .split(/\s+/),
);

const NEXT =
  /(--.*|\/\/.*)|(\/\*)|(\{[{%#])|('|"|`)|(\$\w*\$)|(\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|([A-Za-z_][\w$]*)/gi;

/** What ends what. */
const ENDS = { "/*": "*/", "{{": "}}", "{%": "%}", "{#": "#}" };

/**
 * @param {State} state
 * @returns {Kind}
 */
function kindOf(state) {
  if (state === "*/" || state === "#}") return "comment";
  return state === "}}" || state === "%}" ? "template" : "string";
}

/**
 * Where what is open ends in the line, from `from`; a quote that is doubled does not end it.
 * @param {string} line
 * @param {State} state
 * @param {number} from
 */
function endOf(line, state, from) {
  for (;;) {
    const at = line.indexOf(state, from);
    if (at < 0) return -1;
    if (state.length > 1 || line[at + 1] !== state) return at + state.length;
    from = at + 2;
  }
}

/**
 * @param {string} line
 * @param {State} state
 * @returns {{ tokens: Token[], state: State }}
 */
export function lexLine(line, state) {
  /** @type {Token[]} */
  const tokens = [];
  let at = 0;
  let began = 0;
  for (;;) {
    if (state !== "") {
      const end = endOf(line, state, at);
      const kind = kindOf(state);
      if (end < 0) {
        if (line.length > began) tokens.push({ from: began, to: line.length, kind });
        return { tokens, state };
      }
      tokens.push({ from: began, to: end, kind });
      state = "";
      at = end;
    }
    NEXT.lastIndex = at;
    const match = NEXT.exec(line);
    if (match === null) return { tokens, state: "" };
    const [text, comment, block, template, quote, dollar, digits, name] = match;
    const from = match.index;
    at = from + text.length;
    if (comment !== undefined) tokens.push({ from, to: at, kind: "comment" });
    else if (digits !== undefined) tokens.push({ from, to: at, kind: "number" });
    else if (name !== undefined) {
      if (KEYWORDS.has(name.toLowerCase())) tokens.push({ from, to: at, kind: "keyword" });
    } else {
      began = from;
      const opener = block ?? template;
      state = opener === undefined
        ? /** @type {string} */ (quote ?? dollar)
        : ENDS[/** @type {keyof typeof ENDS} */ (opener)];
    }
  }
}

/** The lines of a text with the state that each begins in, worked out as far as it is asked for. */
export class Lines {
  /** @param {string} text */
  constructor(text) {
    /** @type {string[]} */
    this.texts = text.split("\n");
    /** @type {State[]} */
    this.states = [""];
  }

  /**
   * Works out states for at most `ms` milliseconds; whether all of them are known.
   * @param {number} ms
   */
  work(ms) {
    const end = performance.now() + ms;
    while (this.states.length < this.texts.length) {
      // The clock costs more than a line.
      for (let i = 0; i < 200 && this.states.length < this.texts.length; i++) {
        const at = this.states.length - 1;
        this.states.push(lexLine(this.texts[at] ?? "", this.states[at] ?? "").state);
      }
      if (performance.now() > end) return false;
    }
    return true;
  }

  /**
   * The words of a line as far as is known by now: from the line alone where `work` is behind.
   * @param {number} line from 0
   */
  tokensByNow(line) {
    return lexLine(this.texts[line] ?? "", this.states[line] ?? "").tokens;
  }

  /** @param {number} line from 0 */
  tokens(line) {
    for (let at = this.states.length - 1; at < line; at++) {
      this.states.push(lexLine(this.texts[at] ?? "", this.states[at] ?? "").state);
    }
    return lexLine(this.texts[line] ?? "", this.states[line] ?? "").tokens;
  }
}

/**
 * The offset in a text of a column that counts code points, from 1.
 * @param {string} line
 * @param {number} column
 */
export function offsetOf(line, column) {
  let at = 0;
  for (let left = column - 1; left > 0 && at < line.length; left--) {
    at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}

/**
 * The column, in code points from 1, of an offset.
 * @param {string} line
 * @param {number} offset
 */
export function columnOf(line, offset) {
  return [...line.slice(0, offset)].length + 1;
}
