/** Layout configurations that the native engine is compared with SQLFluff under. */

/** A configuration by the settings of its sections. */
export type Configuration = Readonly<Record<string, unknown>>;

const indentation = (settings: Readonly<Record<string, string | number | boolean>>) => ({
  indentation: settings,
});

const types = (type: Readonly<Record<string, Readonly<Record<string, string>>>>) => ({
  layout: { type },
});

/** Each of them changes one thing, or two that meet. */
export const CONFIGURATIONS: Readonly<Record<string, Configuration>> = {
  "tabs": indentation({ indent_unit: "tab" }),
  "two spaces": indentation({ tab_space_size: 2 }),
  "joins indented": indentation({ indented_joins: true }),
  "ON not indented": indentation({ indented_using_on: false }),
  "ON on a new line": indentation({ indented_using_on_newline: true }),
  "ON on a new line, its contents not indented": indentation({
    indented_using_on_newline: true,
    indented_on_contents: false,
  }),
  "contents of ON not indented": indentation({ indented_on_contents: false }),
  "CTEs indented": indentation({ indented_ctes: true }),
  "THEN not indented": indentation({ indented_then: false, indented_then_contents: false }),
  "implicit indents allowed": indentation({ implicit_indents: "allow" }),
  "implicit indents required": indentation({ implicit_indents: "require" }),
  "lists filled": indentation({ list_wrapping: "fill" }),
  "lists filled in lines of 60": {
    core: { max_line_length: 60 },
    ...indentation({ list_wrapping: "fill" }),
  },
  "lines of 40": { core: { max_line_length: 40 } },
  "lines of 60, comments behind": {
    core: { max_line_length: 60 },
    ...indentation({ trailing_comments: "after" }),
  },
  "commas leading": types({ comma: { line_position: "leading", spacing_before: "touch" } }),
  "operators trailing": types({
    binary_operator: { line_position: "trailing", spacing_within: "touch" },
    comparison_operator: { line_position: "trailing", spacing_within: "touch" },
  }),
  "operators strictly leading": types({ binary_operator: { line_position: "leading:strict" } }),
  "aliases aligned": types({
    alias_expression: {
      spacing_before: "align",
      align_within: "select_clause",
      align_scope: "bracketed",
    },
  }),
  "hanging indents": indentation({ hanging_indents: true }),
};
