/** Activities as Teams sends them, one factory a kind; `overrides` replaces whole properties. */
export const TENANT = '7f9d3c1e-0b52-4d1a-9a61-3d7f0a2c4e11';
export const MEGAN = 'd1a5c0de-1111-4222-8333-944445555666';
export const BOT = '28:0b5e5c1a-77c1-4c3e-9b1f-2d1f3a4b5c6d';
export const ACCOUNT = `${TENANT}/${MEGAN}`;

let count = 0;

export type Overrides = Readonly<Record<string, unknown>>;

export function anActivity(serviceUrl: string, overrides: Overrides = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: `activity-${++count}`,
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:megan', name: 'Megan Bowen', aadObjectId: MEGAN },
    recipient: { id: BOT, name: 'Roundtable' },
    conversation: { id: 'a:megan', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    ...overrides,
  };
}

export function aMessage(
  serviceUrl: string,
  text: string,
  overrides: Overrides = {},
): Record<string, unknown> {
  return anActivity(serviceUrl, { text, ...overrides });
}

export function aPress(serviceUrl: string, verb: string, data: unknown = {}, overrides: Overrides = {}) {
  return anActivity(serviceUrl, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'card-1',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    ...overrides,
  });
}

export function anInstallation(serviceUrl: string, action: string, overrides: Overrides = {}) {
  return anActivity(serviceUrl, { type: 'installationUpdate', action, ...overrides });
}

/** What makes an activity one of a team's General channel. */
export const IN_TEAM: Overrides = {
  conversation: { id: '19:general@thread.tacv2', conversationType: 'channel', tenantId: TENANT },
  channelData: {
    tenant: { id: TENANT },
    team: { id: '19:general@thread.tacv2', name: 'Partnership' },
    channel: { id: '19:general@thread.tacv2', name: 'General' },
  },
};
