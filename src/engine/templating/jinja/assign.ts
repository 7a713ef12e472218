/** Assignment to names, attributes of namespaces, and tuples of these. */
import { TemplateRuntimeError } from "../errors.ts";
import { elements } from "./elements.ts";
import type { Scope } from "./environment.ts";
import { Namespace } from "./macro.ts";
import type { Target } from "./nodes.ts";
import type { Value } from "./values.ts";

/** Throws TemplateRuntimeError where a target does not take the value. */
export function assign(target: Target, value: Value, scope: Scope): void {
  if (target.type === "name") return scope.set(target.name, value);
  if (target.type === "attribute") {
    const namespace = scope.lookUp(target.name);
    if (namespace instanceof Namespace) return namespace.set(target.attribute, value);
    throw new TemplateRuntimeError("only a namespace() takes new attributes");
  }
  const items = [...elements(value)];
  const { length } = target.items;
  if (items.length !== length) {
    throw new TemplateRuntimeError(`there are ${items.length} values for ${length} names`);
  }
  target.items.forEach((each, index) => assign(each, items[index]!, scope));
}
