const compiled = new Map<string, RegExp>();
const MAX_COMPILED = 500;

/** The pattern of a shell glob (`*`, `?`, `[seq]`, `[!seq]`), anchored at both ends. */
function compile(glob: string): RegExp {
  let pattern = "";
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    const close = char === "[" ? glob.indexOf("]", at + 2) : -1;
    if (char === "*") pattern += ".*";
    else if (char === "?") pattern += ".";
    else if (close > 0) {
      const body = glob.slice(at + 1, close).replaceAll("\\", "\\\\").replace(/^!/, "^");
      pattern += `[${body}]`;
      at = close;
    } else pattern += char.replace(/[\\^$.|+(){}[\]]/, "\\$&");
  }
  try {
    return new RegExp(`^${pattern}$`, "s");
  } catch {
    return /^(?!)/;
  }
}

/** Whether a name matches a shell glob, letter case included. */
export function matchesGlob(name: string, glob: string): boolean {
  let pattern = compiled.get(glob);
  if (pattern === undefined) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(glob, pattern = compile(glob));
  }
  return pattern.test(name);
}
