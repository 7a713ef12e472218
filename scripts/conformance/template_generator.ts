/** Seeded templates of SQL: models as people write them, with faults of layout, and soups of tags. */
import { Random } from "./mutations.ts";

const COLUMNS = [
  "order_id",
  "customer_id",
  "amount",
  "status",
  "o.total",
  "coalesce(a, 0)",
  "count(*)",
  "a + b",
  "'x'",
  "{{ col }}",
  "cast({{ col }} as int)",
  "{{ col }}_sum",
  "{{ cents('amount') }}",
  "{{ 'a' if flag else 'b' }}",
];
const TABLES = ["{{ ref('orders') }}", "{{ source('raw', 'pay') }}", "orders", "customers"];
const LOOPS = ["['a', 'b']", "range(3)", "methods", "[]"];
const TESTS = ["flag", "not flag", "is_incremental()", "false"];
const SOUP = [
  ...["select", " ", "\n", "a", "b", ",", " from t", "(1)", " as x", "-- c\n", "/* k */", ";"],
  ...["where a = 1", "union all", "'s'", "and", "  ", "\t", "é", "\r\n"],
  ...["{{ col }}", "{{ 'a, b' }}", "{{- ' ' -}}", "{{ '' }}", "{{ m(1) }}", "{# c #}"],
  ...["{%- set z = 1 -%}", "{% raw %}r{% endraw %}", "{% raw -%} {{ }} {%- endraw %}"],
];
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  if: ["{% if flag %}", "{%- if not flag -%}", "{% if false %}"],
  for: ["{% for i in [1, 2] %}", "{%- for i in methods -%}"],
  set: ["{% set q %}"],
  with: ["{% with k = 1 %}"],
  filter: ["{% filter upper %}"],
  call: ["{% call m(1) %}"],
};

/** The context that the templates are written for. */
export const TEMPLATE_CONFIG = {
  templater: {
    jinja: {
      context: { flag: "True", col: "price", methods: "['m1', 'm2']" },
      macros: { m: "{% macro cents(c) %}({{ c }} / 100){% endmacro %}" },
    },
  },
};

/** Writes one template after the other. */
export class TemplateGenerator {
  readonly #random: Random;
  #names = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  #chance(percent: number): boolean {
    return this.#random.below(100) < percent;
  }

  #indent(depth: number): string {
    const off = this.#chance(12) ? this.#random.pick([-4, -2, 2, 4]) : 0;
    return " ".repeat(Math.max(0, depth + off));
  }

  #blank(): string {
    return this.#chance(94) ? " " : this.#random.pick(["  ", ""]);
  }

  #tag(code: string): string {
    const sign = () => this.#chance(12) ? "-" : "";
    return `{%${sign()} ${code} ${sign()}%}`;
  }

  #column(): string {
    const alias = this.#chance(50) ? `${this.#blank()}as c_${this.#names++}` : "";
    return this.#random.pick(COLUMNS) + alias;
  }

  #line(depth: number, text: string): string {
    return `${this.#indent(depth)}${text}\n`;
  }

  #targets(depth: number): string {
    const count = 2 + this.#random.below(3);
    let text = "";
    for (let at = 0; at < count; at++) {
      if (at === count - 1) return text + this.#line(depth, this.#column());
      const kind = this.#random.below(10);
      if (kind === 0) {
        text += this.#line(depth, this.#tag(`for m in ${this.#random.pick(LOOPS)}`)) +
          this.#line(depth + 4, "max({{ m }}) as max_{{ m }},") +
          this.#line(depth, this.#tag("endfor"));
      } else if (kind === 1) {
        text += this.#line(depth, this.#tag(`if ${this.#random.pick(TESTS)}`)) +
          this.#line(depth + 4, `${this.#column()},`);
        if (this.#chance(40)) {
          text += this.#line(depth, this.#tag("else")) +
            this.#line(depth + 4, `${this.#column()},`);
        }
        text += this.#line(depth, this.#tag("endif"));
      } else if (kind === 2) text += this.#line(depth, "{# a remark #}");
      else text += this.#line(depth, `${this.#column()}${this.#chance(95) ? "," : " ,"}`);
    }
    return text;
  }

  #select(depth: number): string {
    let text = this.#line(depth, "select") + this.#targets(depth + 4) +
      this.#line(depth, `from${this.#blank()}${this.#random.pick(TABLES)} as o`);
    if (this.#chance(30)) {
      text += this.#line(depth, `left join ${this.#random.pick(TABLES)} as c on o.id=c.id`);
    }
    if (this.#chance(25)) {
      text += this.#line(depth, this.#tag("if is_incremental()")) +
        this.#line(depth + 4, "where created_at > (select max(created_at) from {{ this }})") +
        this.#line(depth, this.#tag("endif"));
    } else if (this.#chance(40)) {
      text += this.#line(depth, "where") + this.#line(depth + 4, `amount${this.#blank()}> 0`);
      if (this.#chance(50)) {
        text += this.#line(depth + 4, this.#tag("if flag")) +
          this.#line(depth + 8, "and status = '{{ col }}'") +
          this.#line(depth + 4, this.#tag("endif"));
      }
    }
    return this.#chance(20) ? text + this.#line(depth, "group by {{ col }}") : text;
  }

  /** A model: queries with loops, branches and expressions where people put them. */
  model(): string {
    this.#names = 0;
    const head = this.#chance(40) ? "{{ config(materialized='table') }}\n\n" : "";
    switch (this.#random.below(3)) {
      case 0:
        return `${head}with cte as (\n${this.#select(4)})\n\nselect * from cte\n`;
      case 1: {
        const union = this.#random.pick([
          "{% if not loop.last %}union all{% endif %}",
          "{{ 'union all' if not loop.last }}",
        ]);
        const body = this.#select(this.#random.pick([0, 4]));
        return `${head}{% for t in ['a', 'b'] %}\n${body}${union}\n{% endfor %}\n`;
      }
      default:
        return head + this.#select(0);
    }
  }

  /** Tags, text and blanks in any order; its blocks end. */
  soup(): string {
    const open: string[] = [];
    let text = this.#chance(50)
      ? "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}select a"
      : "";
    for (let left = 2 + this.#random.below(20); left > 0; left--) {
      if (open.length > 0 && this.#chance(25)) text += this.#tag(`end${open.pop()}`);
      else if (open.at(-1) === "if" && this.#chance(10)) text += this.#tag("else");
      else if (this.#chance(25)) {
        const kind = this.#random.pick(Object.keys(BLOCKS));
        open.push(kind);
        text += this.#random.pick(BLOCKS[kind]!);
      } else text += this.#random.pick(SOUP);
    }
    while (open.length > 0) text += this.#tag(`end${open.pop()}`);
    return text;
  }
}
