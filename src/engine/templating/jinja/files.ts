import { Budget } from "../limits.ts";
import type { Environment } from "./environment.ts";
import { lexTemplate } from "./lexer.ts";
import type { Statement } from "./nodes.ts";
import { TemplateParser } from "./statements.ts";

/** A file that was submitted for templates to include, import or take macros from. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** A path without `.` and `..` and without slashes at its ends. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** How templates are written. */
export type Language = Pick<Environment, "dbt" | "delimiters">;

/** Parses a template that is not recorded. Throws TemplateSyntaxError. */
export function parseTemplate(text: string, { dbt, delimiters }: Language): Statement[] {
  const tokens = lexTemplate(text, delimiters).filter(({ type }) => {
    return type !== "whitespace" && !type.startsWith("comment") && !type.startsWith("raw_");
  });
  return new TemplateParser(tokens, dbt).parse();
}

/** The submitted files as an environment that finds templates below the search paths. */
export function fileEnvironment(
  files: readonly TemplateFile[],
  searchPaths: readonly string[],
  options: Language & { readonly lenient: boolean },
): Environment {
  const texts = new Map(files.map(({ path, text }) => [normalPath(path), text]));
  const parsed = new Map<string, readonly Statement[] | null>();
  const folders = searchPaths.length > 0 ? searchPaths : [""];
  const find = (name: string): string | undefined => {
    if (name.split("/").includes("..")) return undefined;
    for (const folder of folders) {
      const text = texts.get(normalPath(`${folder}/${name}`));
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const stem = (name: string) => name.slice(name.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  return {
    ...options,
    hasLoader: files.length > 0 || searchPaths.length > 0 || options.lenient,
    budget: new Budget(),
    load: (name) => {
      let body = parsed.get(name);
      if (body === undefined) {
        const text = find(name) ?? (options.lenient ? stem(name) : undefined);
        body = text === undefined ? null : parseTemplate(text, options);
        parsed.set(name, body);
      }
      return body;
    },
  };
}
