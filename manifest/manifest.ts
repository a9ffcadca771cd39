/** The app's description for Teams, made of one environment's settings and the registry. */
import type { TeamsManifestV1D29 } from '@microsoft/app-manifest';
import type { Workflow } from '../src/workflows/workflow.js';
import { mainCommands, sharedCommands } from './commands.js';
import type { Settings } from './settings.js';

export type Manifest = TeamsManifestV1D29.TeamsManifestV1D29;

/** The background of color.svg. */
export const ACCENT = '#12405A';

/**
 * The manifest. What is not in it is not asked for: no files, no calls, no resource-specific consent,
 * no device, no web domain. README.md gives the reason for each thing that is.
 */
export function makeManifest(settings: Settings, version: string, workflows: readonly Workflow[]): Manifest {
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json',
    manifestVersion: '1.29',
    version,
    id: settings.botId,
    localizationInfo: { defaultLanguageTag: 'en-gb' },
    developer: {
      name: settings.publisher,
      websiteUrl: settings.websiteUrl,
      privacyUrl: settings.privacyUrl,
      termsOfUseUrl: settings.termsUrl,
    },
    name: { short: 'Roundtable', full: 'Roundtable, the assistant of your partnership' },
    description: { short: 'Your part in the partnership, answered in Teams.', full: fullText(workflows) },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT,
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: settings.botId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [
          { scopes: ['personal'], commands: [...mainCommands(workflows)] },
          { scopes: ['team', 'groupChat'], commands: [...sharedCommands(workflows)] },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
  };
}

function fullText(workflows: readonly Workflow[]): string {
  return [
    'Roundtable helps the agencies of a partnership to work together. It asks what it needs to know in a chat, ' +
      'you answer in the card, and you can change your answer until the deadline.',
    ...workflows.map(({ title, help }) => `${title}: ${help}`),
    'Say hello to see what waits for you, and help to see everything you can say. What is personal stays in ' +
      'your own chat with Roundtable; in a channel it only says what is for everybody.',
    'Roundtable keeps your work name, your organisation, your answers and when you gave them. It is for members ' +
      'of the partnership: if it does not know you yet, it tells you whom to write to.',
  ].join('\n\n');
}
