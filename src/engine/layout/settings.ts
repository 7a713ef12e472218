import { section, type Settings, splitList } from "../settings/mod.ts";
import { findKind, type Kind, type KindTable, MOST_KINDS } from "../tree/mod.ts";
import {
  type LinePosition,
  readKeywordPosition,
  readLinePosition,
} from "./line_position_setting.ts";
import { askedBy, readSpacing, type Spacing } from "./spacings.ts";

/** Layout settings of one kind of node, its super-kinds' settings included. */
export interface KindLayout {
  readonly before: Spacing | null;
  readonly after: Spacing | null;
  readonly within: Spacing | null;
  readonly linePosition: LinePosition | null;
  /** Where the keywords that it starts with stand, and the kinds in which they may stand anywhere. */
  readonly keywordPosition: LinePosition | null;
  readonly keywordExclusions: readonly Kind[];
}

const NOTHING: KindLayout = {
  before: null,
  after: null,
  within: null,
  linePosition: null,
  keywordPosition: null,
  keywordExclusions: [],
};

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

/** The settings of a kind, with those of a type that the kind is laid over them. */
function withType(layout: KindLayout, { settings }: TypeLayout): KindLayout {
  const exclusions = settings.keyword_line_position_exclusions;
  return {
    before: readSpacing(settings.spacing_before) ?? layout.before,
    after: readSpacing(settings.spacing_after) ?? layout.after,
    within: readSpacing(settings.spacing_within) ?? layout.within,
    linePosition: settings.line_position
      ? readLinePosition(settings.line_position)
      : layout.linePosition,
    keywordPosition: settings.keyword_line_position
      ? readKeywordPosition(settings.keyword_line_position)
      : layout.keywordPosition,
    keywordExclusions: exclusions ? kindsOf(exclusions) : layout.keywordExclusions,
  };
}

/** The layout configuration, resolved for each kind that it says something of. */
export class Layout {
  /** By kind, the place of its settings in `#layouts`; 0 for most, which ask for nothing. */
  readonly #places = new Uint16Array(MOST_KINDS);
  readonly #layouts: KindLayout[] = [NOTHING];
  /** By kind, what it asks of the gaps at its ends and inside of it (see `askedBy`). */
  readonly asks = new Uint16Array(MOST_KINDS);
  /** The exact kinds whose keywords have a line position, each as a list to look for. */
  readonly keywordKinds: readonly (readonly Kind[])[];
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
    const types = Object.keys(settings.layout)
      .map((type) => readType(type, section(settings.layout, type)))
      .filter((type) => type !== null);
    // The settings of the most special super-kind win.
    types.sort((a, b) => Number(table.is(a.kind, b.kind)) - Number(table.is(b.kind, a.kind)));
    for (const type of types) for (const each of table.family(type.kind)) this.#add(each, type);
    this.keywordKinds = types.filter(({ settings }) => settings.keyword_line_position)
      .flatMap(({ kind }) => table.family(kind))
      .filter((each, at, all) => all.indexOf(each) === at)
      .map((each) => [each]);
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

  #add(each: Kind, type: TypeLayout): void {
    const layout = withType(this.of(each), type);
    if (this.#places[each] === 0) this.#places[each] = this.#layouts.push(layout) - 1;
    else this.#layouts[this.#places[each]!] = layout;
    this.asks[each] = askedBy(layout);
  }

  /** The settings of a kind. */
  of(each: Kind): KindLayout {
    return this.#layouts[this.#places[each]!]!;
  }
}
