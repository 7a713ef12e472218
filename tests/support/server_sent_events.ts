/** Server-sent events whose data is JSON, read from an answer. */
import assert from "node:assert/strict";

export interface ServerSentEvent<Data = unknown> {
  id: string;
  event: string;
  data: Data;
}

/** The events of a stream, as they come. */
export async function* eventsOf<Data = unknown>(
  response: Response,
): AsyncGenerator<ServerSentEvent<Data>> {
  assert.equal(response.headers.get("Content-Type")?.split(";")[0], "text/event-stream");
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => {
          const at = line.indexOf(": ");
          return [line.slice(0, at), line.slice(at + 2)] as const;
        }),
      );
      yield {
        id: fields.get("id") ?? "",
        event: fields.get("event") ?? "",
        data: JSON.parse(fields.get("data") ?? "null"),
      };
    }
  }
}
