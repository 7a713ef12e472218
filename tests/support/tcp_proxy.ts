/**
 * A TCP proxy on a free loopback port that does to a connection what networks do: it refuses, it
 * stalls, it delays, and it swallows the answer to a COMMIT, after which the connection is cut.
 */
import { commits, Packets, QueryAnswer } from "./mysql_packets.ts";
import { sleep } from "./wait.ts";

export class TcpProxy implements AsyncDisposable {
  /** Milliseconds that everything is held up, in each direction. */
  delay = 0;
  /** New connections are closed at once. */
  refusing = false;
  /** While it is not resolved nothing passes. */
  stalled: Promise<void> = Promise.resolve();
  /** COMMITs still to let through without their answer. */
  swallow = 0;
  /** COMMITs that were made and whose answer nobody heard. */
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
    const asked = new Packets();
    let swallowing: QueryAnswer | null = null;
    for (const connection of [client, server]) this.open.add(connection);
    await Promise.all([
      this.pump(client, server, (bytes) => {
        for (const payload of asked.read(bytes)) {
          if (this.swallow === 0 || !commits(payload)) continue;
          this.swallow--;
          swallowing = new QueryAnswer();
        }
        return "forward";
      }),
      this.pump(server, client, (bytes) => {
        if (swallowing === null) return "forward";
        // The statements before the COMMIT are answered first, and it is still to be made then.
        const answer = swallowing.read(bytes);
        if (answer === null) return "discard";
        if (answer === "made") this.swallowed++;
        return "close";
      }),
    ]);
    for (const connection of [client, server]) this.open.delete(connection);
  }

  /** Copies bytes until one side ends or `decide` says so, then closes both. */
  private async pump(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    decide: (bytes: Uint8Array) => "forward" | "discard" | "close",
  ): Promise<void> {
    try {
      for await (const bytes of from.readable) {
        await this.stalled;
        if (this.delay > 0) await sleep(this.delay);
        const decision = decide(bytes);
        if (decision === "close") break;
        if (decision === "discard") continue;
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
