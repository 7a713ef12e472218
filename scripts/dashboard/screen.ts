/** Where the dashboard is drawn: in place on a terminal, line after line anywhere else. */
import type { Colour, Paint } from "./view.ts";

export interface Screen {
  /** Characters of a line. */
  width(): number;
  paint: Paint;
  draw(lines: readonly string[]): void;
  /** Leaves the terminal as it was. */
  close(): void;
}

const CODES: Readonly<Record<Colour, string>> = {
  red: "31",
  yellow: "33",
  green: "32",
  dim: "2",
  bold: "1",
};

const encoder = new TextEncoder();

function write(text: string): void {
  const data = encoder.encode(text);
  for (let at = 0; at < data.length;) at += Deno.stdout.writeSync(data.subarray(at));
}

/** The alternate screen, redrawn from its top; what does not fit below is cut, never scrolled. */
export function terminalScreen(colours: boolean): Screen {
  write("\x1b[?1049h\x1b[?25l");
  return {
    width: () => Deno.consoleSize().columns,
    paint: (colour, text) => colours ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text,
    draw(lines) {
      const rows = Deno.consoleSize().rows;
      const shown = [...lines.slice(0, rows - 2), "", "q quits"].slice(0, rows);
      write(`\x1b[H${shown.map((line) => `${line}\x1b[K`).join("\r\n")}\x1b[J`);
    },
    close: () => write("\x1b[?25h\x1b[?1049l"),
  };
}

/** For a file or a pipe: every look is printed below the one before. */
export function plainScreen(): Screen {
  return {
    width: () => 120,
    paint: (_colour, text) => text,
    draw: (lines) => write(`${lines.join("\n")}\n\n`),
    close: () => {},
  };
}
