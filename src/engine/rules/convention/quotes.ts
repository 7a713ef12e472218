const PREFIX = /^[rbRB]*/;

/** Takes the backslash from quotes that need none and gives one to those that do. */
function escapeFor(body: string, old: string, wanted: string): string {
  const twice = (text: string, pattern: RegExp, by: string) =>
    text.replace(pattern, by).replace(pattern, by);
  const escapedOld = new RegExp(`([^\\\\]|^)\\\\((?:\\\\\\\\)*)${old}`, "g");
  const bare = new RegExp(`(([^\\\\]|^)(?:\\\\\\\\)*)${wanted}`, "g");
  return twice(twice(body, escapedOld, `$1$2${old}`), bare, `$1\\${wanted}`);
}

function unescape(body: string, quote: string): string {
  const escaped = new RegExp(`([^\\\\]|^)\\\\((?:\\\\\\\\)*)${quote}`, "g");
  return body.replace(escaped, `$1$2${quote}`).replace(escaped, `$1$2${quote}`);
}

function hasBare(body: string, quote: string): boolean {
  return new RegExp(`(?:[^\\\\]|^)(?:\\\\\\\\)*${quote}`).test(body);
}

function backslashes(text: string): number {
  return text.split("\\").length - 1;
}

/** Which quotes a literal has, and which it would have after the change. */
function quotesOf(value: string, preferred: string, other: string): [string, string] | null {
  if (value.startsWith(preferred.repeat(3))) return null;
  if (value.startsWith(preferred)) return [preferred, other];
  if (value.startsWith(other.repeat(3))) return [other.repeat(3), preferred.repeat(3)];
  return value.startsWith(other) ? [other, preferred] : null;
}

/**
 * A string literal in the preferred quotes (`'` or `"`), with its prefix and what it means kept;
 * the literal as it is when that would take more backslashes. The rules are SQLFluff's, which are
 * those of the Python formatter Black.
 */
export function requote(literal: string, preferred: string): string {
  const other = preferred === "'" ? '"' : "'";
  const prefix = PREFIX.exec(literal)![0];
  const quotes = quotesOf(literal.slice(prefix.length), preferred, other);
  if (quotes === null) return literal;
  const [old, wanted] = quotes;
  let kept = literal;
  let body = literal.slice(prefix.length + old.length, -old.length);
  if (old.length === 1 && hasBare(body, old)) return literal;
  let changed = body;
  if (/r/i.test(prefix)) {
    if (hasBare(body, wanted)) return literal;
  } else {
    body = unescape(body, wanted);
    kept = prefix + old + body + old;
    changed = escapeFor(body, old, wanted);
  }
  if (wanted === preferred.repeat(3) && changed.endsWith(preferred)) {
    changed = `${changed.slice(0, -1)}\\${preferred}`;
  }
  const before = backslashes(body);
  const after = backslashes(changed);
  if (after > before || (after === before && old === preferred)) return kept;
  return prefix + wanted + changed + wanted;
}
