/** How often one link may be used: enough for anybody who types, too little for a program. */
const MINUTE = 60_000;

/** So many links are remembered. */
const MOST_KEPT = 1000;

/** True while the link with this id has not reached `most` in the minute before `now` (milliseconds). */
export function openRate(most: number): (id: string, now: number) => boolean {
  const presses = new Map<string, readonly number[]>();
  return (id, now) => {
    const recent = (presses.get(id) ?? []).filter((each) => now - each < MINUTE);
    const allowed = recent.length < most;
    presses.set(id, allowed ? [...recent, now] : recent);
    if (presses.size > MOST_KEPT) forgetLeastUsed(presses, now);
    return allowed;
  };
}

/** Public pages count before a key is checked: a thousand invented ones must not make a link at its limit be forgotten. */
function forgetLeastUsed(presses: Map<string, readonly number[]>, now: number): void {
  for (const [id, times] of presses) if (now - (times.at(-1) ?? 0) >= MINUTE) presses.delete(id);
  const byUse = [...presses].sort(([, one], [, other]) => one.length - other.length);
  for (const [id] of byUse.slice(0, Math.max(0, presses.size - MOST_KEPT))) presses.delete(id);
}
