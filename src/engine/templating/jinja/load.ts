/** Templates that a template names: for `extends`, `include`, `import` and `from`. */
import { TemplateRuntimeError, TemplateSyntaxError } from "../errors.ts";
import type { Environment } from "./environment.ts";
import type { Statement } from "./nodes.ts";
import { DummyVariable } from "./undefined.ts";
import { kindOf, PyList, PyTuple, str, type Value } from "./values.ts";

/**
 * The template of that name, or the first that there is of a list of names; null where it may be
 * missing and is. Throws TemplateRuntimeError where it is missing and may not be, or cannot be read.
 */
export function loadTemplate(
  value: Value,
  environment: Environment,
  mayMiss: boolean,
): readonly Statement[] | null {
  if (!environment.hasLoader) {
    throw new TemplateRuntimeError(
      "templates cannot be loaded here: no folder of theirs is configured",
    );
  }
  const names = value instanceof PyList || value instanceof PyTuple ? value.items : [value];
  for (const name of names) {
    const found = parsed(nameOf(name), environment);
    if (found !== null) return found;
  }
  if (mayMiss) return null;
  throw new TemplateRuntimeError(`there is no template ${names.map(nameOf).join(", ")}`);
}

/** A template of that name; null where there is none. Its lines are none of the one that names it. */
function parsed(name: string, environment: Environment): readonly Statement[] | null {
  try {
    return environment.load(name);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new TemplateRuntimeError(
      `line ${error.line} of ${name} cannot be read: ${error.message}`,
    );
  }
}

function nameOf(value: Value): string {
  if (typeof value === "string" || value instanceof DummyVariable) return str(value);
  throw new TemplateRuntimeError(`the name of a template is a text, not ${kindOf(value)}`);
}
