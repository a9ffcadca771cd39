/** A document as a Word file: A4, real headings, header rows that repeat, its language and title set. */
import * as docx from 'docx';
import { chartWords } from './bars.js';
import { cleanLine } from '../shared/typed.js';
import type { Block, Document } from './document.js';
import { WORD_STYLES } from './word-style.js';
import { chartTable, wordTable } from './word-table.js';
import { runs } from './word-text.js';

const HEADINGS = { 2: docx.HeadingLevel.HEADING_2, 3: docx.HeadingLevel.HEADING_3 } as const;
/** In twips, twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };

export async function writeWord(document: Document): Promise<Uint8Array> {
  const title = cleanLine(document.title);
  const file = new docx.Document({
    title,
    ...(document.subtitle !== undefined && { subject: cleanLine(document.subtitle) }),
    creator: 'Roundtable',
    lastModifiedBy: 'Roundtable',
    styles: WORD_STYLES,
    sections: [
      {
        properties: { page: { size: A4 } },
        footers: { default: new docx.Footer({ children: [pageNumbers()] }) },
        children: [
          new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, text: title }),
          ...(document.subtitle === undefined ? [] : [styled(document.subtitle, 'Subtitle')]),
          ...document.blocks.flatMap(blockParts),
        ],
      },
    ],
  });
  return docx.Packer.toBuffer(file);
}

function blockParts(block: Block): (docx.Paragraph | docx.Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new docx.Paragraph({ heading: HEADINGS[block.level], text: cleanLine(block.text) })];
    case 'paragraph':
      return [new docx.Paragraph({ children: runs(block.text) })];
    case 'facts':
      return block.rows.map(({ title, value }) => {
        const name = new docx.TextRun({ text: `${cleanLine(title)}: `, bold: true });
        return new docx.Paragraph({ children: [name, ...runs(value)] });
      });
    case 'list':
      return block.items.map((item) => new docx.Paragraph({ children: runs(item), bullet: { level: 0 } }));
    case 'table':
      return [caption(block.caption), wordTable(block), space()];
    case 'chart':
      return [caption(block.title), chartTable(block), space(), styled(chartWords(block), 'Normal')];
  }
}

function styled(text: string, style: string): docx.Paragraph {
  return new docx.Paragraph({ style, children: runs(text) });
}

/** Never alone at the foot of a page. */
function caption(text: string): docx.Paragraph {
  return new docx.Paragraph({ style: 'Caption', keepNext: true, text: cleanLine(text) });
}

/** Two tables without a paragraph between them would become one. */
function space(): docx.Paragraph {
  return new docx.Paragraph({ spacing: { before: 0, after: 0 }, children: [] });
}

function pageNumbers(): docx.Paragraph {
  const { CURRENT, TOTAL_PAGES } = docx.PageNumber;
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    children: [new docx.TextRun({ children: ['Page ', CURRENT, ' of ', TOTAL_PAGES], size: 18 })],
  });
}
