/**
 * A TCP proxy on a free loopback port that does to a connection what networks do: it refuses, it
 * stalls, it delays, and it swallows the answer to a COMMIT, after which the connection is cut.
 */
import { sleep } from "./wait.ts";

/** A query of this one word as the protocol of MySQL has it, or the last of several. */
const COMMITS = ["\u0003commit", ";commit"].map((word) => new TextEncoder().encode(word));

export class TcpProxy implements AsyncDisposable {
  /** Milliseconds that everything is held up, in each direction. */
  delay = 0;
  /** New connections are closed at once. */
  refusing = false;
  /** While it is not resolved nothing passes. */
  stalled: Promise<void> = Promise.resolve();
  /** COMMITs still to let through without their answer. */
  swallow = 0;
  /** COMMITs that went through without their answer. */
  swallowed = 0;

  private readonly open = new Set<Deno.TcpConn>();

  private constructor(private readonly listener: Deno.TcpListener, private readonly to: number) {
    void this.accept();
  }

  static start(to: number): TcpProxy {
    return new TcpProxy(Deno.listen({ hostname: "127.0.0.1", port: 0 }), to);
  }

  get port(): number {
    return (this.listener.addr as Deno.NetAddr).port;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const connection of this.open) close(connection);
    this.open.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.listener.close();
    this.cut();
    return Promise.resolve();
  }

  private async accept(): Promise<void> {
    for await (const client of this.listener) {
      if (this.refusing) close(client);
      else void this.join(client);
    }
  }

  private async join(client: Deno.TcpConn): Promise<void> {
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.to });
    } catch {
      return close(client);
    }
    const state = { deaf: false };
    for (const connection of [client, server]) this.open.add(connection);
    await Promise.all([
      this.pump(client, server, (bytes) => {
        if (this.swallow === 0 || !COMMITS.some((word) => includes(bytes, word))) return true;
        this.swallow--;
        state.deaf = true;
        return true;
      }),
      this.pump(server, client, () => {
        // The server has answered, so the commit is made; nobody will hear of it.
        if (state.deaf) this.swallowed++;
        return !state.deaf;
      }),
    ]);
    for (const connection of [client, server]) this.open.delete(connection);
  }

  /** Copies bytes until one side ends or `pass` says no, then closes both. */
  private async pump(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    pass: (bytes: Uint8Array) => boolean,
  ): Promise<void> {
    try {
      for await (const bytes of from.readable) {
        await this.stalled;
        if (this.delay > 0) await sleep(this.delay);
        if (!pass(bytes)) break;
        for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
      }
    } catch {
      // One of them broke, which is what a proxy of this kind is for.
    }
    close(from);
    close(to);
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

function includes(bytes: Uint8Array, word: Uint8Array): boolean {
  for (let at = 0; at + word.length <= bytes.length; at++) {
    if (word.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
