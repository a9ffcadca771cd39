/** The title among the properties of a workbook, which screen readers announce. The library writes none. */
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import { line } from '../shared/typed-html.js';

const PART = 'docProps/core.xml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MEDIA = 'application/vnd.openxmlformats-package.core-properties+xml';

export function titleProperty(title: string): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        '[Content_Types].xml': { insert: () => `<Override PartName="/${PART}" ContentType="${MEDIA}"/>` },
        '_rels/.rels': {
          insert: () =>
            `<Relationship Id="rId-title-1" Type="${PACKAGE}/relationships/metadata/core-properties" Target="${PART}"/>`,
        },
      },
      write: { files: () => ({ [PART]: properties(title) }) },
    },
  };
}

function properties(title: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${line(title)}</dc:title>` +
    '<dc:language>en-GB</dc:language></cp:coreProperties>'
  );
}
