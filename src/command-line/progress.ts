/** How far long work has got, for whoever sits at a terminal; nothing goes into a file or a pipe. */

/** Where it is drawn. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Told how much is done, from 0 to 1. Work that cannot say so is shown with its seconds alone. */
export type Report = (share: number) => void;

/** Work that takes less, in milliseconds, shows nothing. */
const PATIENCE = 500;
const ERASE_LINE = '\r\x1b[2K';

/** @param what is being done, like `Checking ./data` */
export async function withProgress<T>(
  terminal: Terminal,
  what: string,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  if (terminal.isTTY !== true) return work(() => undefined);
  const begun = performance.now();
  let share: number | undefined;
  let drawnAt = begun + PATIENCE - 200;
  let drawn = false;

  function draw(): void {
    const now = performance.now();
    if (now - drawnAt < 200) return;
    drawnAt = now;
    drawn = true;
    const percent = share === undefined ? '' : ` ${Math.floor(share * 100)} %,`;
    terminal.write(`${ERASE_LINE}${what}:${percent} ${Math.round((now - begun) / 1000)} s`);
  }

  const timer = setInterval(draw, 250);
  try {
    return await work((done) => {
      share = Math.min(done, 1);
      // Here as well: work that keeps the computer busy leaves the timer no time.
      draw();
    });
  } finally {
    clearInterval(timer);
    if (drawn) terminal.write(ERASE_LINE);
  }
}
