/** A progress bar on standard error, for long runs at a terminal. */

const WIDTH = 30;
/** Milliseconds before it shows, and between two drawings. */
const PATIENCE = 500;
const PAUSE = 80;

export class Progress {
  private done = 0;
  private readonly began = performance.now();
  private drawnAt = 0;
  private drawn = false;
  private readonly terminal = Deno.stderr.isTerminal();

  constructor(private readonly total: number) {}

  step(): void {
    this.done++;
    const now = performance.now();
    if (!this.terminal || now - this.began < PATIENCE || now - this.drawnAt < PAUSE) return;
    this.drawnAt = now;
    const filled = Math.round(WIDTH * this.done / this.total);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    this.write(`\r${bar} ${this.done}/${this.total} files`);
    this.drawn = true;
  }

  /** Takes the bar off the line, so that something else can be written there. */
  clear(): void {
    if (!this.drawn) return;
    this.write(`\r${" ".repeat(WIDTH + 30)}\r`);
    this.drawn = false;
  }

  private write(text: string): void {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  }
}
