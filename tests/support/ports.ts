/**
 * Ports for servers that are told theirs. Below those that the kernel gives out (32768 and up on
 * Linux): of these any connection of any process may take one between the look and the start, or
 * while a server is away for a moment, even one that tries to reach that server.
 */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Ports that this process has given out: their servers may not have come to listen yet. */
const given = new Set<number>();

/** A port of the loopback that was free a moment ago, and another one each time. */
export function freePort(): number {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (given.has(port)) continue;
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      given.add(port);
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
