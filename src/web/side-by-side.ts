/** Pages of several kinds on one server. */
import type { IncomingMessage, ServerResponse } from 'node:http';

interface Pages {
  /** What their addresses begin with, like `/card/`. */
  readonly under: readonly string[];
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Undefined when there are none. */
export function sideBySide(all: readonly Pages[]): Pages | undefined {
  const [first, ...others] = all;
  if (first === undefined) return undefined;
  return {
    under: all.flatMap(({ under }) => under),
    take(request, response) {
      const { url = '' } = request;
      const other = others.find(({ under }) => under.some((folder) => url.startsWith(folder)));
      return (other ?? first).take(request, response);
    },
  };
}
