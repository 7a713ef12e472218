import { decodeString } from "./literals.ts";
import type { Arguments, BinaryOperator, CallNode, Comparison, Expression } from "./nodes.ts";
import type { FilterNode, Target } from "./nodes.ts";
import { tokenName, type TokenStream } from "./stream.ts";

const NO_ARGUMENTS: Arguments = { positional: [], named: [], rest: null, namedRest: null };
const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);
const TRUE = new Set(["true", "True"]);
const FALSE = new Set(["false", "False"]);
const NONE = new Set(["none", "None"]);
const TEST_ARGUMENTS = new Set(["name", "string", "integer", "float"]);

/** Parses Jinja's expressions; each method takes one level of precedence. */
export class ExpressionParser {
  constructor(readonly stream: TokenStream) {}

  /** `a if b else c`, or what binds tighter. */
  expression(conditions = true): Expression {
    return this.stream.deeper(() => conditions ? this.#condition() : this.#or());
  }

  /** Expressions with commas between them make a tuple; one alone is itself. */
  tuple(conditions = true, end: string | null = null, empty = false): Expression {
    const items: Expression[] = [];
    const { stream } = this;
    for (;;) {
      if (this.#tupleEnds(end)) {
        if (items.length > 0 || empty) return { type: "tuple", items };
        return stream.fail(`${tokenName(stream.current)} stands where a value is missing`);
      }
      items.push(this.expression(conditions));
      if (!stream.skipOperator(",")) {
        return items.length === 1 ? items[0]! : { type: "tuple", items };
      }
    }
  }

  /** What `set` and `for` assign to; `end` is the name after it. */
  target(namespaces: boolean, end: string | null = null): Target {
    const { stream } = this;
    const items: Target[] = [];
    for (;;) {
      if (items.length > 0 && this.#tupleEnds(end)) return { type: "tuple", items };
      items.push(this.#targetItem(namespaces));
      if (!stream.skipOperator(",")) {
        return items.length === 1 ? items[0]! : { type: "tuple", items };
      }
    }
  }

  /** A chain of filters; `input` null is the content of a block. */
  filters(input: Expression | null, bare = false): FilterNode | null {
    const { stream } = this;
    let found: FilterNode | null = null;
    let named = bare;
    while (named || stream.isOperator("|")) {
      if (!named) stream.next();
      named = false;
      const { line } = stream.current;
      const name = this.#dottedName();
      const args = stream.isOperator("(") ? this.arguments() : NO_ARGUMENTS;
      found = { type: "filter", name, input: found ?? input, arguments: args, line };
    }
    return found;
  }

  /** Arguments in parentheses. */
  arguments(): Arguments {
    const { stream } = this;
    stream.expect("operator", "(");
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    let rest: Expression | null = null;
    let namedRest: Expression | null = null;
    const ensure = (valid: boolean) => {
      if (!valid) stream.fail("these arguments are not in an order that a call takes");
    };
    for (let first = true; !stream.isOperator(")"); first = false) {
      if (!first) {
        stream.expect("operator", ",");
        if (stream.isOperator(")")) break;
      }
      if (stream.skipOperator("*")) {
        ensure(rest === null && namedRest === null);
        rest = this.expression();
      } else if (stream.skipOperator("**")) {
        ensure(namedRest === null);
        namedRest = this.expression();
      } else if (this.#isNamed()) {
        ensure(namedRest === null);
        const key = stream.next().text;
        stream.next();
        named.push([key, this.expression()]);
      } else {
        ensure(rest === null && namedRest === null && named.length === 0);
        positional.push(this.expression());
      }
    }
    stream.expect("operator", ")");
    return { positional, named, rest, namedRest };
  }

  #isNamed(): boolean {
    const { current, following } = this.stream;
    return current.type === "name" && following.type === "operator" && following.text === "=";
  }

  #tupleEnds(end: string | null): boolean {
    const { type } = this.stream.current;
    if (type === "variable_end" || type === "block_end" || this.stream.isOperator(")")) return true;
    return end !== null && this.stream.isName(end);
  }

  #targetItem(namespaces: boolean): Target {
    const { stream } = this;
    if (stream.skipOperator("(")) {
      const inner = this.target(namespaces);
      stream.expect("operator", ")");
      return inner;
    }
    const { text: name, line } = stream.expect("name");
    if (TRUE.has(name) || FALSE.has(name) || NONE.has(name)) {
      stream.fail(`\`${name}\` is a constant and takes no value`);
    }
    if (!namespaces || !stream.skipOperator(".")) return { type: "name", name, line };
    return { type: "attribute", name, attribute: stream.expect("name").text };
  }

  #condition(): Expression {
    let then = this.#or();
    while (this.stream.skipName("if")) {
      const test = this.#or();
      const otherwise = this.stream.skipName("else") ? this.expression() : null;
      then = { type: "condition", test, then, otherwise };
    }
    return then;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.stream.skipName("or")) {
      left = { type: "binary", operator: "or", left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.stream.skipName("and")) {
      left = { type: "binary", operator: "and", left, right: this.#not() };
    }
    return left;
  }

  #not(): Expression {
    if (!this.stream.skipName("not")) return this.#compare();
    return { type: "unary", operator: "not", operand: this.stream.deeper(() => this.#not()) };
  }

  #compare(): Expression {
    const { stream } = this;
    const first = this.#sum();
    const rest: [Comparison, Expression][] = [];
    for (;;) {
      const { type, text } = stream.current;
      if (type === "operator" && COMPARISONS.has(text)) {
        stream.next();
        rest.push([text as Comparison, this.#sum()]);
      } else if (stream.skipName("in")) {
        rest.push(["in", this.#sum()]);
      } else if (stream.isName("not") && stream.following.text === "in") {
        stream.next();
        stream.next();
        rest.push(["notin", this.#sum()]);
      } else break;
    }
    return rest.length === 0 ? first : { type: "compare", first, rest };
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const { type, text } = this.stream.current;
      if (type !== "operator" || !operators.includes(text)) return left;
      this.stream.next();
      left = { type: "binary", operator: text as BinaryOperator, left, right: operand() };
    }
  }

  #sum(): Expression {
    return this.#binary(["+", "-"], () => this.#concat());
  }

  #concat(): Expression {
    const items = [this.#product()];
    while (this.stream.skipOperator("~")) items.push(this.#product());
    return items.length === 1 ? items[0]! : { type: "concat", items };
  }

  #product(): Expression {
    const power = () => this.#binary(["**"], () => this.#unary(true));
    return this.#binary(["*", "/", "//", "%"], power);
  }

  #unary(filtered: boolean): Expression {
    const { stream } = this;
    let node: Expression;
    if (stream.isOperator("-") || stream.isOperator("+")) {
      const operator = stream.next().text as "-" | "+";
      node = { type: "unary", operator, operand: stream.deeper(() => this.#unary(false)) };
    } else node = this.primary();
    node = this.postfix(node);
    return filtered ? this.#filtered(node) : node;
  }

  /** A name, a literal, or something in brackets. */
  primary(): Expression {
    const { stream } = this;
    const token = stream.current;
    if (token.type === "name") {
      const { text: name, line } = stream.next();
      if (TRUE.has(name)) return { type: "const", value: true };
      if (FALSE.has(name)) return { type: "const", value: false };
      if (NONE.has(name)) return { type: "const", value: null };
      return { type: "name", name, line };
    }
    if (token.type === "string") {
      let value = "";
      while (stream.current.type === "string") value += decodeString(stream.next().text);
      return { type: "const", value };
    }
    if (token.type === "integer") {
      return { type: "const", value: BigInt(stream.next().text.replaceAll("_", "")) };
    }
    if (token.type === "float") {
      return { type: "const", value: Number(stream.next().text.replaceAll("_", "")) };
    }
    if (stream.skipOperator("(")) {
      const inner = this.tuple(true, null, true);
      stream.expect("operator", ")");
      return inner;
    }
    if (stream.isOperator("[")) return this.#list();
    if (stream.isOperator("{")) return this.#dict();
    return stream.fail(`${tokenName(token)} stands where a value is missing`, token.line);
  }

  #list(): Expression {
    const { stream } = this;
    stream.next();
    const items: Expression[] = [];
    while (!stream.isOperator("]")) {
      if (items.length > 0) stream.expect("operator", ",");
      if (stream.isOperator("]")) break;
      items.push(this.expression());
    }
    stream.expect("operator", "]");
    return { type: "list", items };
  }

  #dict(): Expression {
    const { stream } = this;
    stream.next();
    const pairs: [Expression, Expression][] = [];
    while (!stream.isOperator("}")) {
      if (pairs.length > 0) stream.expect("operator", ",");
      if (stream.isOperator("}")) break;
      const key = this.expression();
      stream.expect("operator", ":");
      pairs.push([key, this.expression()]);
    }
    stream.expect("operator", "}");
    return { type: "dict", pairs };
  }

  /** Attributes, subscripts and calls behind an expression. */
  postfix(of: Expression): Expression {
    const { stream } = this;
    let node = of;
    for (;;) {
      if (stream.skipOperator(".")) node = this.#attribute(node);
      else if (stream.isOperator("[")) node = this.#subscript(node);
      else if (stream.isOperator("(")) node = this.#call(node);
      else return node;
    }
  }

  #call(callee: Expression): CallNode {
    return { type: "call", callee, arguments: this.arguments() };
  }

  #filtered(of: Expression): Expression {
    const { stream } = this;
    let node = of;
    for (;;) {
      if (stream.isOperator("|")) node = this.filters(node)!;
      else if (stream.isName("is")) node = this.#test(node);
      else if (stream.isOperator("(")) node = this.#call(node);
      else return node;
    }
  }

  #attribute(object: Expression): Expression {
    const { stream } = this;
    const { type, text } = stream.current;
    if (type === "integer") {
      stream.next();
      return { type: "getitem", object, key: { type: "const", value: BigInt(text) } };
    }
    if (type !== "name") stream.fail("a name or a place stands behind a point");
    stream.next();
    return { type: "getattr", object, name: text };
  }

  #subscript(object: Expression): Expression {
    const { stream } = this;
    stream.next();
    const items: Expression[] = [];
    while (!stream.isOperator("]")) {
      if (items.length > 0) stream.expect("operator", ",");
      items.push(this.#subscribed());
    }
    stream.expect("operator", "]");
    const key: Expression = items.length === 1 ? items[0]! : { type: "tuple", items };
    return { type: "getitem", object, key };
  }

  #subscribed(): Expression {
    const { stream } = this;
    const bounds: [Expression | null, Expression | null, Expression | null] = [null, null, null];
    if (!stream.isOperator(":")) {
      const first = this.expression();
      if (!stream.isOperator(":")) return first;
      bounds[0] = first;
    }
    for (let bound = 1; bound < 3 && stream.skipOperator(":"); bound++) {
      const absent = stream.isOperator(":") || stream.isOperator("]") || stream.isOperator(",");
      if (!absent) bounds[bound] = this.expression();
    }
    return { type: "slice", bounds };
  }

  #dottedName(): string {
    let name = this.stream.expect("name").text;
    while (this.stream.skipOperator(".")) name += `.${this.stream.expect("name").text}`;
    return name;
  }

  #test(input: Expression): Expression {
    const { stream } = this;
    const { line } = stream.next();
    const negated = stream.skipName("not");
    const name = this.#dottedName();
    const { type, text } = stream.current;
    let args = NO_ARGUMENTS;
    if (stream.isOperator("(")) args = this.arguments();
    else if (this.#startsTestArgument(type, text)) {
      if (type === "name" && text === "is") {
        stream.fail("a second `is` cannot follow a test: put the first one in brackets");
      }
      args = { ...NO_ARGUMENTS, positional: [this.postfix(this.primary())] };
    }
    const node: Expression = { type: "test", name, input, arguments: args, line };
    return negated ? { type: "unary", operator: "not", operand: node } : node;
  }

  #startsTestArgument(type: string, text: string): boolean {
    if (type === "operator") return text === "[" || text === "{";
    return TEST_ARGUMENTS.has(type) && !(type === "name" && /^(?:else|or|and)$/.test(text));
  }
}
