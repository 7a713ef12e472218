/** Prometheus's own checker, where it is installed. */

const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

function installed(): boolean {
  try {
    return new Deno.Command("promtool", { args: ["--version"], stdout: "null", stderr: "null" })
      .outputSync().success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** True where it is missing and its tests may be left out; where it is required they run and fail. */
export const WITHOUT_PROMTOOL = !installed() && !REQUIRED;

/** Runs it on this input; its exit code and everything that it said. */
export async function promtool(
  args: string[],
  input = "",
): Promise<{ code: number; said: string }> {
  const child = new Deno.Command("promtool", {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await new Blob([input]).stream().pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
}
