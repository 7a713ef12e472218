import { ExpressionParser } from "./expressions.ts";
import type {
  CallNode,
  Expression,
  IfNode,
  MacroNode,
  Parameter,
  Statement,
  StatementNode,
} from "./nodes.ts";
import { type ParseToken, TokenStream } from "./stream.ts";

/** Where a statement of a template that is not recorded stands. */
const NO_PIECE = -1;

/** Parses the statements of a template; what each tag takes is in a method of its own. */
export class TemplateParser {
  readonly #stream: TokenStream;
  readonly #expressions: ExpressionParser;
  readonly #endings: (readonly string[])[] = [];
  readonly #tags: string[] = [];
  readonly #blocks = new Set<string>();
  /** The pieces of the open statements' tags, the innermost last. */
  readonly #pieces: number[][] = [];
  /** The piece of the latest tag. */
  #piece = NO_PIECE;

  /** @param dbt whether dbt's tags `test` and `materialization` are known */
  constructor(tokens: readonly ParseToken[], readonly dbt: boolean) {
    this.#stream = new TokenStream(tokens);
    this.#expressions = new ExpressionParser(this.#stream);
  }

  /** The whole template. Throws TemplateSyntaxError. */
  parse(): Statement[] {
    return this.#until([]);
  }

  /** Statements up to a tag of one of these names, which stays to be read. */
  #until(ends: readonly string[]): Statement[] {
    const stream = this.#stream;
    const body: Statement[] = [];
    if (ends.length > 0) this.#endings.push(ends);
    while (stream.current.type !== "eof") {
      const { type, text, piece = NO_PIECE, stripped } = stream.next();
      const tags = [piece];
      if (type === "data") body.push({ type: "data", text, tags });
      else if (type === "passed") body.push({ type: "passed", text, stripped, tags });
      else if (type === "variable_begin") {
        body.push({ type: "output", expression: this.#expressions.tuple(), tags });
        stream.expect("variable_end");
      } else {
        this.#piece = piece;
        if (stream.current.type === "name" && ends.includes(stream.current.text)) {
          this.#endings.pop();
          return body;
        }
        body.push(...stream.deeper(() => this.#statement()));
        stream.expect("block_end");
      }
    }
    if (ends.length > 0) this.#failAtEnd();
    return body;
  }

  #failAtEnd(): never {
    const wanted = this.#endings.at(-1)!.map((name) => `\`${name}\``).join(" or ");
    const inner = this.#tags.at(-1);
    const hint = inner === undefined ? "" : `, which closes \`${inner}\``;
    return this.#stream.fail(`the template ends without ${wanted}${hint}`);
  }

  /** The body of a tag: what follows it, up to one of `ends`. */
  #body(...ends: string[]): Statement[] {
    this.#stream.skipOperator(":");
    this.#stream.expect("block_end");
    const body = this.#until(ends);
    this.#pieces.at(-1)!.push(this.#piece);
    return body;
  }

  /** The body of a tag, its end tag read too. */
  #closed(end: string): Statement[] {
    const body = this.#body(end);
    this.#stream.next();
    return body;
  }

  #statement(): Statement[] {
    const stream = this.#stream;
    if (stream.current.type !== "name") stream.fail("a tag begins with its name");
    const tag = stream.current.text;
    const parse = this.#parserOf(tag);
    if (parse === null) return this.#failUnknown(tag);
    this.#tags.push(tag);
    stream.next();
    const tags = [this.#piece];
    this.#pieces.push(tags);
    const found = [parse()].flat();
    this.#pieces.pop();
    this.#tags.pop();
    return found.map((each) => ({ ...each, tags }));
  }

  #failUnknown(tag: string): never {
    const wanted = this.#endings.at(-1);
    const hint = wanted === undefined
      ? ""
      : ` where ${wanted.map((name) => `\`${name}\``).join(" or ")} can stand`;
    return this.#stream.fail(`there is no tag \`${tag}\`${hint}`);
  }

  #parserOf(tag: string): (() => StatementNode | StatementNode[]) | null {
    switch (tag) {
      case "for":
        return () => this.#for();
      case "if":
        return () => this.#if();
      case "set":
        return () => this.#set();
      case "macro":
        return () => this.#macro("endmacro", "");
      case "test":
        return this.dbt ? () => this.#macro("endtest", "test_") : null;
      case "materialization":
        return this.dbt ? () => this.#materialization() : null;
      case "call":
        return () => this.#call();
      case "filter":
        return () => this.#filter();
      case "with":
        return () => this.#with();
      case "do":
        return () => ({ type: "do", expression: this.#expressions.tuple() });
      case "print":
        return () => this.#print();
      case "block":
        return () => this.#block();
      case "extends":
        return () => ({ type: "extends", template: this.#expressions.expression() });
      case "autoescape":
        return () => this.#autoescape();
      case "include":
        return () => this.#include();
      case "import":
        return () => this.#import();
      case "from":
        return () => this.#from();
      default:
        return null;
    }
  }

  #for(): StatementNode {
    const stream = this.#stream;
    const target = this.#expressions.target(false, "in");
    stream.expect("name", "in");
    const iterable = this.#expressions.tuple(false, "recursive");
    const filter = stream.skipName("if") ? this.#expressions.expression() : null;
    const recursive = stream.skipName("recursive");
    const body = this.#body("endfor", "else");
    const otherwise = stream.next().text === "else" ? this.#closed("endfor") : [];
    return { type: "for", target, iterable, filter, recursive, body, otherwise };
  }

  #if(): IfNode {
    const branches: [Expression, Statement[]][] = [];
    for (;;) {
      const test = this.#expressions.tuple(false);
      branches.push([test, this.#body("elif", "else", "endif")]);
      const { text } = this.#stream.next();
      if (text === "elif") continue;
      return { type: "if", branches, otherwise: text === "else" ? this.#closed("endif") : [] };
    }
  }

  #set(): StatementNode {
    const target = this.#expressions.target(true);
    if (this.#stream.skipOperator("=")) {
      return { type: "set", target, value: this.#expressions.tuple() };
    }
    const filter = this.#expressions.filters(null);
    return { type: "setblock", target, filter, body: this.#closed("endset") };
  }

  #signature(): Parameter[] {
    const stream = this.#stream;
    const parameters: Parameter[] = [];
    stream.expect("operator", "(");
    while (!stream.isOperator(")")) {
      if (parameters.length > 0) stream.expect("operator", ",");
      const { text: name, line } = stream.expect("name");
      const fallback = stream.skipOperator("=") ? this.#expressions.expression() : null;
      if (fallback === null && parameters.some((each) => each.fallback !== null)) {
        stream.fail("a parameter without a default stands behind one that has it");
      }
      parameters.push({ name, line, fallback });
    }
    stream.expect("operator", ")");
    return parameters;
  }

  #macro(end: string, prefix: string): MacroNode {
    const name = prefix + this.#stream.expect("name").text;
    const parameters = this.#signature();
    return { type: "macro", name, parameters, body: this.#closed(end) };
  }

  /** `materialization NAME, default` or `NAME, adapter='…'`: dbt runs it, a text never calls it. */
  #materialization(): MacroNode {
    const stream = this.#stream;
    const name = `materialization_${stream.expect("name").text}`;
    while (stream.skipOperator(",")) {
      const option = stream.expect("name").text;
      if (option === "default") continue;
      if (option !== "adapter" && option !== "supported_languages") {
        stream.fail(`a materialization has no option '${option}'`);
      }
      stream.expect("operator", "=");
      this.#expressions.expression();
    }
    return { type: "macro", name, parameters: [], body: this.#closed("endmaterialization") };
  }

  #call(): StatementNode {
    const stream = this.#stream;
    const { line } = stream.current;
    const parameters = stream.isOperator("(") ? this.#signature() : [];
    const call = this.#expressions.expression();
    if (call.type !== "call") stream.fail("a call block calls a macro: {% call name() %}", line);
    return {
      type: "callblock",
      call: call as CallNode,
      parameters,
      body: this.#closed("endcall"),
    };
  }

  #filter(): StatementNode {
    const filter = this.#expressions.filters(null, true)!;
    return { type: "filterblock", filter, body: this.#closed("endfilter") };
  }

  #with(): StatementNode {
    const stream = this.#stream;
    const bindings: [ReturnType<ExpressionParser["target"]>, Expression][] = [];
    while (stream.current.type !== "block_end") {
      if (bindings.length > 0) stream.expect("operator", ",");
      const name = stream.expect("name");
      stream.expect("operator", "=");
      const target = { type: "name", name: name.text, line: name.line } as const;
      bindings.push([target, this.#expressions.expression()]);
    }
    return { type: "with", bindings, body: this.#closed("endwith") };
  }

  #print(): StatementNode[] {
    const outputs: StatementNode[] = [];
    while (this.#stream.current.type !== "block_end") {
      if (outputs.length > 0) this.#stream.expect("operator", ",");
      outputs.push({ type: "output", expression: this.#expressions.expression() });
    }
    return outputs;
  }

  #block(): StatementNode {
    const stream = this.#stream;
    const { text: name, line } = stream.expect("name");
    const scoped = stream.skipName("scoped");
    const required = stream.skipName("required");
    if (this.#blocks.has(name)) stream.fail(`there are two blocks called \`${name}\``, line);
    this.#blocks.add(name);
    const body = this.#closed("endblock");
    stream.skipName(name);
    return { type: "block", name, scoped, required, body };
  }

  #autoescape(): StatementNode {
    const value = this.#expressions.expression();
    return { type: "autoescape", value, body: this.#closed("endautoescape") };
  }

  /** `with context`, `without context`, or what holds without either. */
  #context(fallback: boolean): boolean {
    const stream = this.#stream;
    const names = stream.isName("with") || stream.isName("without");
    if (!names || stream.following.text !== "context") return fallback;
    const withContext = stream.next().text === "with";
    stream.next();
    return withContext;
  }

  #include(): StatementNode {
    const stream = this.#stream;
    const template = this.#expressions.expression();
    const ignoreMissing = stream.isName("ignore") && stream.following.text === "missing";
    if (ignoreMissing) {
      stream.next();
      stream.next();
    }
    return { type: "include", template, ignoreMissing, withContext: this.#context(true) };
  }

  #import(): StatementNode {
    const template = this.#expressions.expression();
    this.#stream.expect("name", "as");
    const alias = this.#stream.expect("name").text;
    return { type: "import", template, alias, withContext: this.#context(false) };
  }

  #from(): StatementNode {
    const stream = this.#stream;
    const template = this.#expressions.expression();
    stream.expect("name", "import");
    const names: [string, string][] = [];
    const atContext = () =>
      (stream.isName("with") || stream.isName("without")) && stream.following.text === "context";
    while (!atContext()) {
      const name = stream.expect("name").text;
      if (name.startsWith("_")) stream.fail("names that start with an underscore stay private");
      names.push([name, stream.skipName("as") ? stream.expect("name").text : name]);
      if (atContext() || !stream.skipOperator(",")) break;
    }
    return { type: "from", template, names, withContext: this.#context(false) };
  }
}
