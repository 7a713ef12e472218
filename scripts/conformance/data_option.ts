/** Where the recorded answers of SQLFluff are, for each task that reads them. */
export const DATA_OPTION = {
  value: "FOLDER",
  default: Deno.env.get("CONFORMANCE_DATA") ?? "../shared/conformance",
  help: "recorded answers of SQLFluff",
} as const;
