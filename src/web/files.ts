/** Documents behind personal links: written when they are asked for, so always as things stand. */
import type { ServerResponse } from 'node:http';
import type { ActorContext, Download, Workflow } from '../workflows/workflow.js';
import { FORMATS, fileName } from '../reports/formats.js';
import type { Format, FormatId } from '../reports/formats.js';
import type { Link } from '../links/token.js';
import { answerFile } from './answer.js';
import { PageRefusal } from './refusal.js';

/** What a link asks for, or undefined when this installation has no such document. */
export function wantedFile(
  { ids }: Link,
  workflows: readonly Workflow[],
): { readonly make: Download; readonly format: FormatId; readonly ids: readonly string[] } | undefined {
  const [workflow = '', name = '', format = '', ...rest] = ids;
  const downloads = workflows.find((each) => each.name === workflow)?.downloads ?? {};
  const make = Object.hasOwn(downloads, name) ? downloads[name] : undefined;
  if (make === undefined || !Object.hasOwn(FORMATS, format)) return undefined;
  return { make, format: format as FormatId, ids: rest };
}

/** Answers with the document that a link asks for. Its policy is asked again, of the link's holder. */
export async function answerDownload(
  link: Link,
  workflows: readonly Workflow[],
  run: <T>(work: (context: ActorContext) => Promise<T>) => Promise<T>,
  response: ServerResponse,
): Promise<void> {
  const wanted = wantedFile(link, workflows);
  if (wanted === undefined) throw new PageRefusal(404, 'This document is not made any more.');
  const document = await run((context) => wanted.make(wanted.ids, context));
  const { mediaType, policy, write }: Format = FORMATS[wanted.format];
  const name = fileName(document, wanted.format);
  answerFile(response, Buffer.from(await write(document)), {
    'content-type': mediaType,
    'content-disposition': policy !== undefined ? 'inline' : `attachment; filename="${name}"`,
    ...(policy !== undefined && { 'content-security-policy': policy }),
  });
}
