/** How a Word file looks: the styles that Word's own names stand for, so that they can be changed there. */
import type { IStylesOptions } from 'docx';

const INK = '1B1B1F';
const QUIET = '55565E';
const FONT = 'Arial';

/** Sizes in half points, spacing in twips. */
export const WORD_STYLES: IStylesOptions = {
  default: {
    document: {
      run: {
        font: FONT,
        size: 22,
        color: INK,
        language: { value: 'en-GB', eastAsia: 'en-GB', bidirectional: 'en-GB' },
      },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    heading1: { run: { size: 36, bold: true, color: INK }, paragraph: { spacing: { after: 120 } } },
    heading2: {
      run: { size: 28, bold: true, color: INK },
      paragraph: { keepNext: true, spacing: { before: 320, after: 120 } },
    },
    heading3: {
      run: { size: 24, bold: true, color: INK },
      paragraph: { keepNext: true, spacing: { before: 240, after: 80 } },
    },
  },
  paragraphStyles: [
    { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', run: { size: 24, color: QUIET } },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      run: { bold: true },
      paragraph: { spacing: { before: 200, after: 80 } },
    },
  ],
};
