/**
 * Where the bot may send to. The bot's own token travels with each message, and the address comes
 * from an activity: a host that is not on this list would be handed the token.
 */

/** Teams' own: worldwide with all regions, and the government clouds. */
const TEAMS_HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
]);

/** Whether an address is one of Teams' own. */
export function isTeamsAddress(serviceUrl: string): boolean {
  const url = parsed(serviceUrl);
  return url?.protocol === 'https:' && url.port === '' && TEAMS_HOSTS.has(url.hostname);
}

/** Whether an address is the Agents Playground's on this machine: local mode's only one. */
export function isPlaygroundAddress(serviceUrl: string): boolean {
  const url = parsed(serviceUrl);
  if (url?.protocol !== 'http:' || url.port === '') return false;
  return ['localhost', '127.0.0.1'].includes(url.hostname) && /^\/_connector\/?$/.test(url.pathname);
}

function parsed(serviceUrl: string): URL | undefined {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  // The SDK glues paths on to the address: a name, a query or a fragment would change its meaning.
  if (url?.username !== '' || url.password !== '' || /[?#\\]/.test(serviceUrl)) return undefined;
  return url;
}
