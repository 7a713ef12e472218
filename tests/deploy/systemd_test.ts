/** The units of systemd, as far as their text tells. */
import assert from "node:assert/strict";

const UNITS = new URL("../../deploy/systemd/", import.meta.url);

/** The values of each setting of a unit, in their order. */
async function unit(name: string): Promise<Map<string, string[]>> {
  const settings = new Map<string, string[]>();
  for (const line of (await Deno.readTextFile(new URL(name, UNITS))).split("\n")) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined) settings.set(key, [...settings.get(key) ?? [], value!]);
  }
  return settings;
}

Deno.test("a unit that is reloaded has a log file that it may write: else SIGHUP would end it", async () => {
  for (const name of ["lintel-web.service", "lintel-worker@.service"]) {
    const settings = await unit(name);
    assert.deepEqual(settings.get("ExecReload"), ["/bin/kill -HUP $MAINPID"]);
    const words = settings.get("Environment")!.flatMap((line) => line.split(" "));
    const file = words.find((word) => word.startsWith("LOG_FILE="))?.slice("LOG_FILE=".length);
    assert.ok(
      file?.startsWith(`/var/log/${settings.get("LogsDirectory")![0]}/`),
      `${name}: ${file}`,
    );
    // Workers of one host do not write into the same file.
    assert.equal(file!.includes("%i"), name.includes("@"));
  }
});
