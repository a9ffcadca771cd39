/** How often one link may be used: enough for anybody who types, too little for a program. */
const MINUTE = 60_000;

/** True while the link with this id has not reached `most` in the minute before `now` (milliseconds). */
export function openRate(most: number): (id: string, now: number) => boolean {
  const presses = new Map<string, readonly number[]>();
  return (id, now) => {
    const recent = (presses.get(id) ?? []).filter((each) => now - each < MINUTE);
    const allowed = recent.length < most;
    // Only links that were checked get here, so there are few; those of long ago are dropped all the same.
    if (presses.size > 1000) presses.clear();
    presses.set(id, allowed ? [...recent, now] : recent);
    return allowed;
  };
}
