import { type LexRule, lexRule, scan, type Scanner } from "../../lexer/mod.ts";

const comment = scan.expression(/#[^\n]*?(?=\r?$)|--(?=\s|$)[^\n]*?(?=\r?$)/m);

/** Where the last `--` that opens a comment without a blank behind it stood, and in which text. */
const last = { text: "", at: -1 };

/** Whether nothing but blanks and comments stands between a statement's start and an offset. */
function startsStatement(text: string, at: number): boolean {
  let end = at;
  for (;;) {
    while (end > 0 && /\s/.test(text[end - 1]!)) end--;
    if (end === 0 || text[end - 1] === ";") return true;
    if (text.endsWith("*/", end) && end > 3) {
      const open = text.lastIndexOf("/*", end - 4);
      if (open < 0) return false;
      end = open;
      continue;
    }
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    if (/;\s*(?:--|#).*$/.test(line)) return true;
    if (!/^\s*(?:--|#)/.test(line)) return false;
    // One further on is of an earlier lexing of the same text, and says nothing of this line.
    if (last.text === text && last.at >= start && last.at < end) return true;
    end = start;
  }
}

/** A comment; where a statement may start, `--` needs no blank behind it. */
const lineComment: Scanner = (text, at) => {
  const end = comment(text, at);
  if (end > at || !text.startsWith("--", at) || !startsStatement(text, at)) return end;
  last.text = text;
  last.at = at;
  return scan.dashComment(text, at);
};

/** MySQL's rules with MariaDB's comments. */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return inherited.map((rule) =>
    rule.name === "inline_comment" ? lexRule("inline_comment", "-#", lineComment) : rule
  );
}
