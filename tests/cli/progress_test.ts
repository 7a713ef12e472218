import assert from "node:assert/strict";
import { Progress } from "../../src/cli/progress.ts";

/** What is written to standard error while `work` runs, and a clock that it moves. */
async function drawn(
  terminal: boolean,
  work: (forward: (ms: number) => void) => void,
): Promise<string> {
  const real = {
    isTerminal: Deno.stderr.isTerminal,
    writeSync: Deno.stderr.writeSync,
    now: performance.now,
  };
  let clock = 0;
  let text = "";
  Deno.stderr.isTerminal = () => terminal;
  Deno.stderr.writeSync = (bytes) => {
    text += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  performance.now = () => clock;
  try {
    await Promise.resolve(work((ms) => clock += ms));
  } finally {
    Deno.stderr.isTerminal = real.isTerminal;
    Deno.stderr.writeSync = real.writeSync;
    performance.now = real.now;
  }
  return text;
}

Deno.test("a long run at a terminal shows how far it is, and takes the bar away again", async () => {
  const text = await drawn(true, (forward) => {
    const progress = new Progress(4);
    forward(600);
    progress.step();
    forward(100);
    progress.step();
    progress.clear();
    progress.clear();
  });
  const [, first, second, cleared, end] = text.split("\r");
  assert.match(first!, /^█{8}░{22} 1\/4 files$/);
  assert.match(second!, /^█{15}░{15} 2\/4 files$/);
  assert.match(cleared!, /^ +$/);
  assert.equal(end, "");
});

Deno.test("a short run shows nothing, and no two drawings follow at once", async () => {
  const short = await drawn(true, () => {
    const progress = new Progress(2);
    progress.step();
    progress.step();
    progress.clear();
  });
  assert.equal(short, "");
  const quick = await drawn(true, (forward) => {
    const progress = new Progress(100);
    forward(600);
    for (let i = 0; i < 50; i++) progress.step();
  });
  assert.equal(quick.match(/files/g)?.length, 1);
});

Deno.test("where standard error is no terminal nothing is drawn", async () => {
  const text = await drawn(false, (forward) => {
    const progress = new Progress(2);
    forward(10_000);
    progress.step();
    progress.clear();
  });
  assert.equal(text, "");
});
