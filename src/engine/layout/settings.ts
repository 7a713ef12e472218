import { section, type Settings, splitList } from "../settings/mod.ts";
import { findKind, type Kind, type KindTable } from "../tree/mod.ts";

/** A spacing as it is configured, such as `touch:inline`. */
export interface Spacing {
  /** `touch`, `single`, `any` or `align:…`. */
  base: string;
  /** Whether line breaks go. */
  inline: boolean;
}

/** What stands between two blocks unless the layout says something else. */
export const SINGLE: Spacing = { base: "single", inline: false };

/** Layout settings of one kind of node, its super-kinds' settings included. */
export interface KindLayout {
  before: Spacing | null;
  after: Spacing | null;
  within: Spacing | null;
  linePosition: string | null;
  keywordLinePosition: string | null;
  keywordExclusions: readonly Kind[];
}

/** How implicit indents are treated. */
export type ImplicitIndents = "forbid" | "allow" | "require";

interface TypeLayout {
  kind: Kind;
  settings: Record<string, string>;
}

/** `align` needs to know what it aligns: `align:<type>[:<within>[:<scope>]][:<space>]`. */
function alignTarget(type: string, settings: Record<string, string>): string {
  let target = `align:${type}`;
  if (settings.align_within) {
    target += `:${settings.align_within}`;
    if (settings.align_scope) target += `:${settings.align_scope}`;
  }
  if (settings.alignment_coordinate_space) target += `:${settings.alignment_coordinate_space}`;
  return target;
}

function readSpacing(setting: string | undefined): Spacing | null {
  if (!setting) return null;
  if (setting === "inline") return { base: "touch", inline: true };
  const colon = setting.startsWith("align") ? -1 : setting.indexOf(":");
  if (colon < 0) return { base: setting, inline: false };
  return { base: setting.slice(0, colon), inline: setting.slice(colon + 1) === "inline" };
}

function readType(type: string, raw: Record<string, unknown>): TypeLayout | null {
  const kind = findKind(type);
  if (kind === undefined) return null;
  const settings: Record<string, string> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (value !== null && value !== undefined) settings[key] = String(value);
  }
  for (const key of ["spacing_before", "spacing_after"]) {
    if (settings[key] === "align") settings[key] = alignTarget(type, settings);
  }
  return { kind, settings };
}

/** The kinds of a list of names; a name that no grammar has is none. */
function kindsOf(list: Parameters<typeof splitList>[0]): Kind[] {
  return splitList(list).map((name) => findKind(name)).filter((kind) => kind !== undefined);
}

/** The layout configuration, resolved a kind at a time on first use. */
export class Layout {
  readonly #types: TypeLayout[];
  readonly #table: KindTable;
  readonly #kinds: (KindLayout | undefined)[] = [];
  readonly maxLineLength: number;
  readonly singleIndent: string;
  readonly tabSize: number;
  readonly usesTabs: boolean;
  readonly implicitIndents: ImplicitIndents;
  readonly trailingComments: string;
  readonly listWrapping: string;
  readonly ignoreCommentLines: boolean;
  readonly skipIndentationIn: readonly Kind[];
  readonly skipImplicitIn: readonly Kind[];

  /** `table` is that of the settings' dialect; a type that it does not have matches nothing. */
  constructor(settings: Settings, table: KindTable) {
    this.#table = table;
    this.#types = Object.keys(settings.layout)
      .map((type) => readType(type, section(settings.layout, type)))
      .filter((type) => type !== null);
    this.#types.sort((a, b) => Number(table.is(a.kind, b.kind)) - Number(table.is(b.kind, a.kind)));
    const { indentation } = settings;
    this.maxLineLength = settings.maxLineLength;
    this.tabSize = Number(indentation.tab_space_size ?? 4);
    this.usesTabs = indentation.indent_unit === "tab";
    this.singleIndent = this.usesTabs ? "\t" : " ".repeat(this.tabSize);
    this.implicitIndents = String(indentation.implicit_indents) as ImplicitIndents;
    this.trailingComments = String(indentation.trailing_comments);
    this.listWrapping = String(indentation.list_wrapping);
    this.ignoreCommentLines = indentation.ignore_comment_lines === true;
    this.skipIndentationIn = kindsOf(indentation.skip_indentation_in);
    this.skipImplicitIn = kindsOf(indentation.skip_implicit_indents_in);
  }

  /** The settings of a kind; those of the most special super-kind win. */
  of(k: Kind): KindLayout {
    return this.#kinds[k] ??= this.#resolve(k);
  }

  /** The line position configured for a type of segment by that very name, or "". */
  linePosition(type: Kind): string {
    return this.#types.find((each) => each.kind === type)?.settings.line_position ?? "";
  }

  #resolve(k: Kind): KindLayout {
    const layout: KindLayout = {
      before: null,
      after: null,
      within: null,
      linePosition: null,
      keywordLinePosition: null,
      keywordExclusions: [],
    };
    for (const type of this.#types) {
      if (!this.#table.is(k, type.kind)) continue;
      const { settings } = type;
      layout.before = readSpacing(settings.spacing_before) ?? layout.before;
      layout.after = readSpacing(settings.spacing_after) ?? layout.after;
      layout.within = readSpacing(settings.spacing_within) ?? layout.within;
      layout.linePosition = settings.line_position || layout.linePosition;
      layout.keywordLinePosition = settings.keyword_line_position || layout.keywordLinePosition;
      const exclusions = settings.keyword_line_position_exclusions;
      if (exclusions) layout.keywordExclusions = kindsOf(exclusions);
    }
    return layout;
  }
}
