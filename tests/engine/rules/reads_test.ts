/**
 * What rules say that they look at: while only the rest of a text changes, they find the same, of
 * which fixing makes use.
 */
import assert from "node:assert/strict";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { Document } from "../../../src/engine/document.ts";
import { Layout } from "../../../src/engine/layout/mod.ts";
import type { NestedConfig } from "../../../src/engine/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { type Change, mayNotice } from "../../../src/engine/rules/reads.ts";
import { referenceMap, resolveSettings } from "../../../src/engine/settings/mod.ts";
import { TemplatedText } from "../../../src/engine/templating/mod.ts";
import type { Tokens } from "../../../src/engine/tree/mod.ts";
import { randomNumbers } from "../fixes/damage.ts";

const TABLE = { built: RULES, planned: [] };
const FIXING = RULES.filter((rule) => rule.fixable);
/** Rules that are off unless they are forced, at work, and some at their less usual options. */
const UNUSUAL: NestedConfig = {
  rules: {
    ...Object.fromEntries(
      RULES.filter(({ options }) => options.some(({ name }) => name === "force_enable"))
        .map(({ name }) => [name, { force_enable: true }]),
    ),
    "convention.terminator": { multiline_newline: true, require_final_semicolon: true },
  },
};

function documentOf(sql: string, dialect: string, config: NestedConfig): Document {
  const settings = resolveSettings({ sql, dialect, config }, TABLE);
  return new Document(TemplatedText.literal(sql), {
    settings,
    references: referenceMap(TABLE),
    layout: () => new Layout(settings, findDialect(dialect).kinds),
    rerender: TemplatedText.literal,
  });
}

/** A text with each of its tokens written by a function, which gets the one before too. */
function rewritten(tokens: Tokens, write: (text: string, before: string) => string): string {
  let text = "";
  let before = "";
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.text.slice(tokens.starts[at], tokens.starts[at + 1]);
    text += write(token, before);
    before = token;
  }
  return text;
}

type Below = (limit: number) => number;

/** The text with some of its words in another case. */
function recased(document: Document, below: Below): Document {
  const { tokens } = document.parsed;
  const text = rewritten(tokens, (token) => {
    if (!/^[A-Za-z_]+$/.test(token) || below(3) > 0) return token;
    return below(2) === 0 ? token.toUpperCase() : token.toLowerCase();
  });
  return document.recased(text);
}

/** The text with some of its blanks wider, broken, or joined; null where that changes more. */
function respaced(document: Document, below: Below): Document | null {
  const text = rewritten(document.parsed.tokens, (token, before) => {
    if (below(3) > 0) return token;
    if (/^[ \t]+$/.test(token)) return ["  ", "\n    ", " "][below(3)]!;
    const joins = token === "\n" && /^(\w+|,)$/.test(before);
    return joins ? [" ", "\n\n"][below(2)]! : token;
  });
  const changed = document.with(text);
  return changed?.parsed.respaced === true ? changed : null;
}

/** What the rules that fix have found: by code, the code token of each, and whether it is fixed. */
function findings(document: Document): Map<string, string> {
  const { tree, tokens } = document.parsed;
  let codes = 0;
  const codeAt = new Map<number, number>();
  for (let at = 0; at <= tokens.count; at++) {
    codeAt.set(tokens.starts[at]!, codes);
    if (at < tokens.count && tokens.table.layout[tokens.kinds[at]!] === 0) codes++;
  }
  const found = new Map<string, string>();
  for (const { rule, anchor, fixes } of document.findings(FIXING)) {
    const place = `${codeAt.get(tree.start(anchor))}${fixes.length > 0 ? "!" : ""}`;
    found.set(rule.code, `${found.get(rule.code) ?? ""} ${place}`);
  }
  return found;
}

/** Rules that judge a document and a change of it differently. */
function differing(before: Document, after: Document): string[] {
  const [one, other] = [findings(before), findings(after)];
  return FIXING.filter(({ code }) => one.get(code) !== other.get(code)).map(({ code }) => code);
}

const CHANGES: readonly [Change, (document: Document, below: Below) => Document | null][] = [
  ["case", recased],
  ["blanks", respaced],
];

for (const [change, make] of CHANGES) {
  Deno.test(`a change of ${change} changes what is found only by rules that say so`, () => {
    const below = randomNumbers(17);
    const noticed = new Set<string>();
    let made = 0;
    const examples = RULES.map((rule) => ({
      sql: rule.bad,
      dialect: rule.exampleDialect ?? "ansi",
      config: rule.exampleConfig ?? {},
    }));
    const files = corpusFiles().map(({ sql, dialect }, at) => {
      return { sql, dialect, config: at % 2 === 0 ? {} : UNUSUAL };
    });
    for (const { sql, dialect, config } of [...examples, ...files]) {
      const document = documentOf(sql, dialect, config);
      if (document.parsed.failure !== null || !document.noqa.isEmpty) continue;
      const changed = make(document, below);
      if (changed === null) continue;
      made++;
      for (const code of differing(document, changed)) noticed.add(code);
    }
    assert.ok(made > 300, `only ${made} texts were changed`);
    const declared = FIXING.filter((rule) => rule.fixable && mayNotice(rule.reads, change));
    const undeclared = [...noticed].filter((code) => !declared.some((rule) => rule.code === code));
    assert.deepEqual(undeclared, []);
    const telling = change === "case" ? ["CP01", "CP02", "RF03"] : ["LT01", "LT02", "LT09"];
    for (const code of telling) assert.ok(noticed.has(code), `${code} noticed no change`);
  });
}
