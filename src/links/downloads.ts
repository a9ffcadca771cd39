/** Links to documents, one for each format: for the person who asked, and for a day. */
import type { Downloadable } from '../reports/document.js';
import { FORMATS, formatsFor } from '../reports/formats.js';
import type { DownloadLink } from '../workflows/workflow.js';
import type { Links } from './links.js';
import { webLinksMissing } from './personal.js';

/** The purpose of a link to a document (src/web/files.ts). Its ids: workflow, download, format, the document's own. */
export const FILE = 'web/file';
const A_DAY = 24 * 60 * 60 * 1000;

/** @throws {UserError} in an installation without web links */
export function downloadLinks(
  links: Links | undefined,
  member: string,
  now: Date,
): (what: string, ids: readonly string[], document: Downloadable) => readonly DownloadLink[] {
  return (what, ids, document) => {
    if (links === undefined) throw webLinksMissing();
    const expires = new Date(now.getTime() + A_DAY);
    return formatsFor(document).map((format) => ({
      title: FORMATS[format].title,
      url: links.make({ member, purpose: FILE, ids: [...what.split('/'), format, ...ids], expires }).url,
    }));
  };
}
