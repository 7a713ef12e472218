/**
 * A listening socket that goes on accepting. Where the process runs out of files while connections
 * arrive in a burst, Deno 2.9 stops accepting for good and reports nothing: established connections
 * go on, new ones wait in the kernel for ever. So where nothing has arrived for a while, a
 * connection of our own asks whether anybody still accepts, and if not, the socket is opened anew.
 */
import { connect, type Server } from "node:net";
import { log } from "../observability/log.ts";

const logger = log("http.listener");

export interface ListenerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Connections that may wait in the kernel until they are accepted. */
  backlog: number;
  /** Milliseconds between two looks; the time that a probe may take, too. */
  interval?: number;
}

const INTERVAL = 5_000;
/** Parts in which the time of a probe is counted: one in which the process stood still is one. */
const PARTS = 10;

export class Listener {
  private port = 0;
  private accepted = 0;
  private seen = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private probing = false;

  constructor(private readonly server: Server, private readonly options: ListenerOptions) {
    server.on("connection", () => this.accepted++);
  }

  /** Resolves with the port it listens on; rejects where the address cannot be had. */
  async open(): Promise<number> {
    await this.listen(this.options.port);
    const address = this.server.address();
    this.port = typeof address === "object" && address !== null ? address.port : this.options.port;
    this.timer = setInterval(() => void this.look(), this.interval);
    this.timer.unref();
    return this.port;
  }

  /** No more probes; the caller closes the server. */
  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private get interval(): number {
    return this.options.interval ?? INTERVAL;
  }

  private listen(port: number): Promise<void> {
    const { host, backlog } = this.options;
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, backlog }, () => {
        this.server.off("error", reject);
        resolve();
      });
    });
  }

  private async look(): Promise<void> {
    const quiet = this.accepted === this.seen;
    this.seen = this.accepted;
    if (!quiet || this.probing) return;
    this.probing = true;
    try {
      if (await this.isAccepting() || this.timer === undefined) return;
      logger.error("connections were no longer accepted; listening again", { port: this.port });
      this.server.close();
      await this.listen(this.port);
    } catch (error) {
      logger.error("cannot listen again", { port: this.port, error });
    } finally {
      this.probing = false;
    }
  }

  /** Whether a connection of our own is accepted, or refused because there are too many. */
  private isAccepting(): Promise<boolean> {
    return new Promise((resolve) => {
      const probe = connect({ host: this.options.host, port: this.port });
      // Whoever's it is: our own cannot be told by its port, which is not known yet.
      const onConnection = () => settle(true);
      const settle = (accepting: boolean) => {
        clearInterval(late);
        this.server.off("connection", onConnection);
        probe.destroy();
        resolve(accepting);
      };
      let parts = 0;
      const late = setInterval(() => {
        if (++parts === PARTS) settle(false);
      }, this.interval / PARTS);
      this.server.on("connection", onConnection);
      // Closed from the other end: somebody accepted it and found no room.
      probe.once("end", () => settle(true));
      // Not a word about the other end where this process itself has no file left for a probe.
      probe.once("error", (error: NodeJS.ErrnoException) => {
        settle(error.code !== "ECONNREFUSED");
      });
      probe.resume();
    });
  }
}
