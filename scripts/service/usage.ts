/** How the commands for a running service say how they are called. */

/** The options that each of them takes, and what no --url means. */
export function serviceOptions(unnamed: string): string {
  return `  --url URL       the service's address; default: ${unnamed}
  --token TOKEN   one of its API_TOKENS; in place of it LINTEL_TOKEN in the environment`;
}

/** Whether the arguments ask for help, whatever else they are. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/** Says on standard error what is wrong with the arguments, in one line. */
export function refuseArguments(command: string, error: unknown): void {
  // The parser adds a second sentence, about positional arguments that none of them takes.
  const [why] = (error instanceof Error ? error.message : String(error)).split(". ");
  console.error(`${command}: ${why}; see: deno task ${command} --help`);
}
