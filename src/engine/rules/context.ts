import type { DialectFacts } from "../dialects/mod.ts";
import type { Fix } from "../edits.ts";
import { EngineError } from "../errors.ts";
import type { Layout, LayoutFinding } from "../layout/mod.ts";
import {
  type ConfigValue,
  pythonPattern,
  type RuleInfo,
  ruleOption,
  type Settings,
  splitList,
} from "../settings/mod.ts";
import type { ScopedFile } from "../scopes/mod.ts";
import type { Source } from "../source/mod.ts";
import { type Kind, kind, type Tree } from "../tree/mod.ts";

/** Text of another language, where a blank can mean something: no fix changes it. */
const SCRIPT = kind("script_content");
const NO_FIXES: readonly Fix[] = [];
/** Texts that are kept to be said again. */
const MOST_SAID = 1024;

/** One file as its rules share it. */
export class FileContext implements ScopedFile {
  readonly tree: Tree;
  readonly settings: Settings;
  readonly dialect: DialectFacts;
  readonly layout: Layout;
  /** What is worked out of this tree for several rules, by its kind. */
  shared = new Map<unknown, unknown>();
  #said = new Map<string, string>();

  constructor(
    tree: Tree,
    readonly source: Source,
    settings: Settings,
    dialect: DialectFacts,
    layout: Layout,
  ) {
    this.tree = tree;
    this.settings = settings;
    this.dialect = dialect;
    this.layout = layout;
  }

  /**
   * Lets go of what has been worked out. Not by `clear`: V8 lets a cleared table point to the next
   * one, and a chain of such tables lives until a full collection.
   */
  forget(): void {
    this.shared = new Map();
  }

  /** The same text, as it was said first: thousands of findings mostly say the same few things. */
  intern(text: string): string {
    const said = this.#said.get(text);
    if (said !== undefined) return said;
    if (this.#said.size >= MOST_SAID) this.#said = new Map();
    this.#said.set(text, text);
    return text;
  }
}

/** What its context knows of a rule. */
type RuleFacts = RuleInfo & { readonly message: string };

/** A rule that is to run, with what its options come to. */
export interface PlannedRule {
  readonly rule: RuleFacts;
  /** Its place in the list of rules. */
  readonly place: number;
  readonly options: ReadonlyMap<string, ConfigValue>;
}

/**
 * Takes what the rule at a place of the list reports: the node, in words what is wrong there, and
 * what to do about it.
 */
export type TakeReport = (
  place: number,
  anchor: number,
  description: string,
  fixes: readonly Fix[],
) => void;

/** What a rule has in hand while it runs on one file. */
export class RuleContext {
  readonly tree: Tree;
  readonly dialect: DialectFacts;
  readonly rule: RuleFacts;
  readonly #place: number;
  readonly #options: ReadonlyMap<string, ConfigValue>;
  readonly #take: TakeReport;

  constructor(readonly file: FileContext, planned: PlannedRule, take: TakeReport) {
    this.#place = planned.place;
    this.#options = planned.options;
    this.#take = take;
    this.rule = planned.rule;
    this.tree = file.tree;
    this.dialect = file.dialect;
  }

  /** Reports a node. */
  report(anchor: number, fixes: readonly Fix[] = NO_FIXES, description = this.rule.message): void {
    const { rule, file } = this;
    const said = description === rule.message ? description : file.intern(description);
    const isKept = fixes.length > 0 && this.dialect.traits.holdsScripts &&
      fixes.some((fix) => this.tree.closest(fix.anchor, SCRIPT) >= 0);
    this.#take(this.#place, anchor, said, isKept ? NO_FIXES : fixes);
  }

  /** Reports what a layout operation found. */
  reportAll(results: readonly LayoutFinding[]): void {
    for (const result of results) this.reportResult(result);
  }

  /** Reports one thing that a layout operation found. */
  reportResult({ anchor, fixes, description }: LayoutFinding): void {
    this.report(anchor, fixes, description);
  }

  /** An option's value; null when it is not set. */
  #option(name: string): ConfigValue {
    const value = this.#options.get(name);
    return value === undefined ? ruleOption(this.file.settings, this.rule, name) : value;
  }

  /** An option's value as a text; "" when it is not set. */
  text(option: string): string {
    const value = this.#option(option);
    return value === null ? "" : String(value);
  }

  /** Whether an option is on. */
  flag(option: string): boolean {
    return this.#option(option) === true;
  }

  /** An option's value as a number; null when it is not set. */
  number(option: string): number | null {
    const value = this.#option(option);
    return typeof value === "number" ? value : null;
  }

  /** The parts of a comma-separated option. */
  list(option: string): string[] {
    return splitList(this.#option(option));
  }

  /** An option's value as a regular expression; throws EngineError when it is none. */
  pattern(option: string): RegExp {
    const source = this.text(option);
    try {
      return pythonPattern(source);
    } catch {
      const field = `rules.${this.rule.name}.${option}`;
      const message = `${field} is no regular expression: ${source}`;
      throw new EngineError("invalid_config", message, field);
    }
  }

  /** A test for texts that the options `ignore_words` and `ignore_words_regex` let pass. */
  ignoredWords(): (text: string) => boolean {
    const words = new Set(this.list("ignore_words").map((word) => word.toLowerCase()));
    const source = this.text("ignore_words_regex");
    if (words.size === 0 && source === "") return IGNORES_NONE;
    const pattern = source === "" ? null : this.pattern("ignore_words_regex");
    return (text) => words.has(text.toLowerCase()) || (pattern !== null && pattern.test(text));
  }
}

/** The test of rules that let no word pass: who has it need not make a text of the word. */
export const IGNORES_NONE = (_text: string): boolean => false;

/** Kinds by name, for rules that ask for several. */
export function kinds(...names: string[]): Kind[] {
  return names.map((name) => kind(name));
}
