/** What a measurement comes to. */

/** One figure of the bench: its line of JSON, whether it holds, and all of it in words. */
export interface Figure {
  readonly line:
    | { readonly name: string; readonly ratio: number }
    | { readonly name: string; readonly value: number };
  readonly holds: boolean;
  readonly words: readonly string[];
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** `0.84 (0.79 to 0.91 over 8 rounds)`. */
export function withSpread(figure: number, numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return `${figure.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)} over ${numbers.length} rounds)`;
}

export function rounded(figure: number, digits = 3): number {
  return Number(figure.toFixed(digits));
}
