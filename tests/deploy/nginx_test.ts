/** The shipped server of nginx against the document of the API. */
import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);

interface Operation {
  responses?: Record<string, { content?: Record<string, unknown> }>;
}

Deno.test("every event stream of the API has the location that does not buffer", async () => {
  const text = await Deno.readTextFile(new URL("deploy/nginx/lintel.conf", ROOT));
  const locations = [...text.matchAll(/location ~ (\S+) \{([^}]*)\}/g)]
    .filter(([, , body]) => body!.includes("proxy_buffering off;"))
    .map(([, pattern]) => new RegExp(pattern!));
  const document = JSON.parse(await Deno.readTextFile(new URL("docs/openapi.json", ROOT)));
  const streams = Object.entries<Record<string, Operation>>(document.paths)
    .filter(([, operations]) =>
      Object.values(operations).some(({ responses }) =>
        Object.hasOwn(responses?.["200"]?.content ?? {}, "text/event-stream")
      )
    )
    .map(([path]) => path.replaceAll(/\{\w+\}/g, "0192f0c1-2345-7000-8000-0123456789ab"));
  assert.ok(streams.length >= 2, streams.join(" "));
  for (const path of streams) {
    assert.ok(locations.some((pattern) => pattern.test(path)), path);
  }
});
