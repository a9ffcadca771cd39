/** Walls of the house: what may not be imported, and what to do instead. */
const teams = {
  regex: '^(botbuilder|botframework-|@microsoft/teams-ai)',
  message: 'Only src/bot/ knows Teams. Answer with a Card or a Message and let src/bot/ carry it.',
};
const records = {
  regex: '^(lowdb|pg)(/|$)',
  message: 'Only src/store/ knows how records are kept. Use the Transaction of src/store/store.ts.',
};
const http = { regex: '^restify$', message: 'Only src/bot/server.ts and src/web/ serve HTTP.' };
const mail = {
  regex: '^(nodemailer|postal-mime)(/|$)',
  message: 'Only src/mail/nodemailer.ts makes mail and src/mail/local-page.ts reads it. Return a Letter.',
};
/** @param {string} out the way out of a workflow's folder: '..', or '../..' from one of its rooms */
const workflowFrom = (out) => ({
  group: [
    `${out}/**`,
    `!${out}/workflow.js`,
    `!${out}/../shared/**`,
    `!${out}/../store/store.js`,
    `!${out}/../mail/plain-letter.js`,
    `!${out}/../directory.js`,
    `!${out}/../partnership.js`,
    `!${out}/../reports/{document,calendar-file,newsletter,newsletter-html}.js`,
  ],
  message: 'A workflow imports the contract and src/shared/. What else it needs belongs in its Context.',
});
const shared = { group: ['../**'], message: 'src/shared/ stands on nothing else of the house.' };
const stored = {
  group: ['../**', '!../shared/**', '!../clock.js'],
  message: 'src/store/ keeps records of any kind and knows none of them.',
};

const reports = {
  group: ['../**', '!../shared/**'],
  message: 'src/reports/ writes documents from plain data and knows nothing else of the house.',
};

/** In order: a later zone replaces an earlier one for its files. */
const zones = [
  { files: ['src/**/*.ts'], walls: [teams, records, http, mail] },
  { files: ['src/mail/nodemailer.ts', 'src/mail/local-page.ts'], walls: [teams, records, http] },
  { files: ['src/bot/**/*.ts'], walls: [records, http, mail] },
  { files: ['src/bot/server.ts', 'src/bot/bot.ts', 'src/bot/request-body.ts'], walls: [records, mail] },
  { files: ['src/store/**/*.ts'], walls: [teams, http, mail, stored] },
  { files: ['src/reports/**/*.ts'], walls: [teams, records, http, mail, reports] },
  { files: ['src/shared/**/*.ts'], walls: [teams, records, http, mail, shared] },
  { files: ['src/workflows/*/*.ts'], walls: [teams, records, http, mail, workflowFrom('..')] },
  { files: ['src/workflows/*/*/**/*.ts'], walls: [teams, records, http, mail, workflowFrom('../..')] },
];

export default {
  plugins: ['typescript', 'import', 'oxc'],
  options: { typeAware: true },
  categories: { correctness: 'error' },
  ignorePatterns: ['build/', 'dist/', 'data/', 'test-results/'],
  rules: {
    'import/no-default-export': 'error',
    'no-control-regex': 'off',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/require-array-sort-compare': 'off',
    'typescript/switch-exhaustiveness-check': 'error',
    // Ours are functions in objects; none asks for `this`.
    'typescript/unbound-method': 'off',
  },
  overrides: [
    ...zones.map(({ files, walls }) => ({
      files,
      rules: { 'no-restricted-imports': ['error', { patterns: walls }] },
    })),
    // A test that expects a record may say so, and fails loudly when there is none; hostile strings are spread on purpose.
    {
      files: ['test/**/*.ts'],
      rules: { 'typescript/no-non-null-assertion': 'off', 'typescript/no-misused-spread': 'off' },
    },
    { files: ['*.config.js'], rules: { 'import/no-default-export': 'off' } },
  ],
};
