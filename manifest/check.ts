/** What is wrong with a manifest: Microsoft's schema, and what it does not look at. */
import { AppManifestUtils } from '@microsoft/app-manifest';
import type { Manifest } from './manifest.js';

/** Teams shows no more of a command in every place where it lists one, though the schema allows it. */
const LONGEST_TITLE = 32;
const LONGEST_DESCRIPTION = 128;

/** What a template leaves behind, and the sample values of a documentation page. */
const PLACEHOLDER =
  /\$?\{\{|\$\{|<[a-z]|%[a-z_]+%|\btodo\b|[./@]example\b|\bexample\.|\bcontoso\b|^0{8}-|^1{8}-2222-/i;

/** Every fault as a sentence; none when the app can be uploaded. The schema comes with its package: no network. */
export async function faultsOfManifest(manifest: Manifest): Promise<readonly string[]> {
  const schema = await AppManifestUtils.validateAgainstSchema(manifest);
  return [
    ...schema.map((fault) => `The manifest does not fit Microsoft's schema: ${fault}.`),
    ...faultsOfVersion(manifest.version),
    ...faultsOfCommands(manifest),
    ...faultsOfTexts(manifest),
  ];
}

/** Teams compares the three numbers to tell an update from what is installed. */
function faultsOfVersion(version: string): string[] {
  if (/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(version)) return [];
  return [`The version ${version} in package.json is not three numbers, like 1.4.0.`];
}

function faultsOfCommands({ bots = [] }: Manifest): string[] {
  const lists = bots.flatMap(({ commandLists = [] }) => commandLists);
  return lists.flatMap(({ commands }) => {
    const titles = commands.map(({ title }) => title);
    return [
      ...titles
        .filter((title) => title.length > LONGEST_TITLE)
        .map((title) => `The command '${title}' is longer than ${LONGEST_TITLE} characters.`),
      ...titles
        .filter((title, place) => titles.indexOf(title) !== place)
        .map((title) => `The command '${title}' is listed twice.`),
      ...commands
        .filter(({ description = '' }) => description === '' || description.length > LONGEST_DESCRIPTION)
        .map(
          ({ title }) => `The help of '${title}' has not between 1 and ${LONGEST_DESCRIPTION} characters.`,
        ),
    ];
  });
}

function faultsOfTexts(manifest: Manifest): string[] {
  return textsIn(manifest).flatMap((text) => [
    ...(/^[a-z]+:\/\//i.test(text) && !text.startsWith('https://')
      ? [`${text} is not an https address.`]
      : []),
    ...(PLACEHOLDER.test(text) ? [`'${text}' has a placeholder in it. Set the real value.`] : []),
  ]);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
