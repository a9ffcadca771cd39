/** A round's results as a document, with all that a document can hold. */
import { chart, documentOf, facts, heading, list, paragraph, table } from '../../src/reports/document.js';

export const SAMPLE = documentOf(
  'Autumn check-in 2026: results',
  [
    facts({
      Round: 'Autumn 2026',
      'Due by': '20 November 2026',
      Answered: '14 of 16 actions, 9 of 11 people in full',
    }),
    heading('How the actions stand'),
    paragraph('Most of the actions are in progress.\nTwo answers are still awaited.'),
    chart({
      title: 'Actions by status',
      labels: 'Status',
      unit: { one: 'action', many: 'actions' },
      rows: [
        { label: 'Complete', value: 4 },
        { label: 'In progress', value: 9 },
        { label: 'Delayed: a partner changed its plans', value: 1 },
        { label: 'Not started', value: 0 },
      ],
    }),
    heading('Exceptions'),
    list(['Domestic Abuse: 1 red', 'Road Safety: 1 amber']),
    heading('Delayed', 3),
    table({
      caption: 'Answers by priority',
      columns: ['Priority', 'Asked', 'Answered'],
      rows: [
        ['Domestic Abuse', 6, 5],
        ['Road Safety', 1200, 9],
      ],
    }),
    table({
      caption: 'All answers',
      columns: ['No.', 'Action', 'Lead', 'Status', 'Progress since the last update'],
      rows: [
        [
          '1.1',
          'Raise awareness of domestic abuse services with partners',
          'Ann Baker',
          'In progress',
          'Over 600 professionals attended the seminars; 98% rated the event good or better.',
        ],
        [
          '1.2',
          'Deliver training to 20 officers',
          'Tom Reed',
          'Delayed',
          'The trainer fell ill.\nA new date is set for January.',
        ],
        ['2.1', 'Licence to Kill in 40 schools', 'Priya Shah', 'Complete', 'About 900 pupils took part.'],
      ],
      inCsv: true,
    }),
  ],
  'Kent Community Safety Partnership, as at 22 November 2026',
);
