/** The one shape of everything that runs again and again: start, stop, run once. */
import { log } from "../observability/log.ts";

export interface Service {
  readonly name: string;
  start(): void;
  /** Resolves when a run under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `runOnce` every `interval` milliseconds, never twice at a time. A run that fails is logged
 * and tried again at the next turn: what failed may be back by then.
 */
export function periodic(
  name: string,
  interval: number,
  runOnce: () => Promise<void>,
): Service {
  const logger = log(`workflow.${name}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = true;

  const turn = (): void => {
    running = runOnce().catch((error) => logger.error(`${name} failed`, { error })).then(() => {
      if (!stopped) timer = setTimeout(turn, interval);
    });
  };

  return {
    name,
    start() {
      if (!stopped) return;
      stopped = false;
      timer = setTimeout(turn, 0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
