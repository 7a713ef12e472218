/**
 * Registration with a Consul agent over its HTTP API:
 * https://developer.hashicorp.com/consul/api-docs/agent/service and /agent/check.
 * The agent forgets a process that stopped reporting: its check turns critical after the TTL, and
 * a minute later the service is removed.
 */
import { messageOf } from "../errors.ts";
import { log } from "../observability/log.ts";
import type { HealthReport, Registration, Registry } from "./port.ts";

const logger = log("registry.consul");

export interface ConsulOptions {
  /** The agent: `http://127.0.0.1:8500`. */
  url: string;
  /** ACL token; empty for none. */
  token: string;
  registration: Registration;
  health: () => Promise<HealthReport>;
  /** Milliseconds; for tests. */
  timing?: Partial<Timing>;
}

interface Timing {
  /** Between two reports. */
  interval: number;
  /** That one request may take. */
  timeout: number;
  /** Before the first further try, which doubles until `longestPause`. */
  pause: number;
  longestPause: number;
}

const TIMING: Timing = { interval: 5000, timeout: 2000, pause: 1000, longestPause: 30_000 };
/** Three reports may be lost. */
const TTL = "15s";
/** The shortest that Consul takes. */
const DEREGISTER_AFTER = "1m";
/** Characters of a report; the agent keeps 4 KB. */
const OUTPUT = 2000;

/** An answer of the agent that is not 200. */
class ConsulError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export class ConsulRegistry implements Registry {
  private readonly timing: Timing;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private registered = false;
  private draining = false;
  private failures = 0;

  constructor(private readonly options: ConsulOptions) {
    this.timing = { ...TIMING, ...options.timing };
  }

  start(): void {
    this.running = this.run();
  }

  async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    if (this.registered) await this.tell("maintenance could not be set", () => this.maintain());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    // A registration under way would come after the deregistration; a request takes bounded time.
    await this.running;
    if (!this.registered) return;
    this.registered = false;
    await this.tell(
      "the service could not be deregistered; the agent removes it later",
      async () => {
        await this.put(`/v1/agent/service/deregister/${this.id}`);
        logger.info("deregistered", { id: this.options.registration.id });
      },
    );
  }

  private get id(): string {
    return encodeURIComponent(this.options.registration.id);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.sleep(await this.turn());
    }
  }

  /** Registers where that is needed, and reports; the milliseconds until the next turn. */
  private async turn(): Promise<number> {
    try {
      if (!this.registered) await this.register();
      await this.report();
      if (this.failures > 0) logger.info("Consul takes reports again");
      this.failures = 0;
      return this.timing.interval;
    } catch (error) {
      // An agent that was started anew knows nothing of us.
      const forgotten = error instanceof ConsulError && error.status === 404 && this.registered;
      if (forgotten) this.registered = false;
      // Once an outage: it may last for days.
      if (this.failures === 0) {
        if (forgotten) logger.info("Consul forgot this process; it is registered again");
        else logger.warning("Consul took no report; it is tried until it does", { error });
      }
      this.failures++;
      return forgotten && this.failures === 1 ? 0 : this.pause();
    }
  }

  private async register(): Promise<void> {
    const { id, name, tags, meta, address, port } = this.options.registration;
    await this.put("/v1/agent/service/register?replace-existing-checks=true", {
      ID: id,
      Name: name,
      Tags: tags,
      Meta: meta,
      Address: address,
      Port: port,
      Check: {
        CheckID: `service:${id}`,
        Name: "Lintel's own report",
        TTL,
        DeregisterCriticalServiceAfter: DEREGISTER_AFTER,
      },
    });
    this.registered = true;
    logger.info("registered", { id, name, address, port });
    // The agent keeps maintenance with the service, which it has just been given anew.
    if (this.draining) await this.maintain();
  }

  private async report(): Promise<void> {
    const { status, output } = await this.health();
    await this.put(`/v1/agent/check/update/service:${this.id}`, {
      Status: status,
      Output: output.slice(0, OUTPUT),
    });
  }

  /** What hangs is critical: others must not wait for it either. */
  private async health(): Promise<HealthReport> {
    const { timeout } = this.timing;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<HealthReport>((resolve) => {
      const report = { status: "critical", output: `no answer within ${timeout} ms` } as const;
      timer = setTimeout(() => resolve(report), timeout);
    });
    const failed = (error: unknown): HealthReport => ({
      status: "critical",
      output: messageOf(error),
    });
    const report = await Promise.race([this.options.health().catch(failed), late]);
    clearTimeout(timer);
    return report;
  }

  private maintain(): Promise<void> {
    return this.put(`/v1/agent/service/maintenance/${this.id}?enable=true&reason=draining`);
  }

  private async tell(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.warning(failure, { error });
    }
  }

  private async put(path: string, body?: unknown): Promise<void> {
    const { url, token } = this.options;
    const response = await fetch(`${url}${path}`, {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        ...(token === "" ? {} : { "X-Consul-Token": token }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(this.timing.timeout),
    });
    const text = await response.text();
    if (response.ok) return;
    throw new ConsulError(response.status, `Consul: ${response.status} ${text.slice(0, 200)}`);
  }

  /** Milliseconds to wait after so many failures, at random so that processes do not keep step. */
  private pause(): number {
    const { pause, longestPause } = this.timing;
    const most = Math.min(pause * 2 ** Math.min(this.failures - 1, 20), longestPause);
    return most * (0.5 + Math.random() / 2);
  }

  private sleep(ms: number): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted || ms === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener("abort", done);
    });
  }
}
