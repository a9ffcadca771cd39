import tseslint from 'typescript-eslint';

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
const workflow = {
  regex:
    '^\\.\\./(?!workflow\\.js$|\\.\\./(shared/|store/store\\.js$|mail/plain-letter\\.js$|directory\\.js$|partnership\\.js$|reports/(document|calendar-file|newsletter(-html)?)\\.js$))',
  message: 'A workflow imports the contract and src/shared/. What else it needs belongs in its Context.',
};
const shared = { regex: '^\\.\\./', message: 'src/shared/ stands on nothing else of the house.' };
const stored = {
  regex: '^\\.\\./(?!shared/|clock\\.js$)',
  message: 'src/store/ keeps records of any kind and knows none of them.',
};

const reports = {
  regex: '^\\.\\./(?!shared/)',
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
  { files: ['src/workflows/*/**/*.ts'], walls: [teams, records, http, mail, workflow] },
];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'test-results/'] },
  tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
    },
  },
  ...zones.map(({ files, walls }) => ({
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: walls }] },
  })),
  // A test that expects a record may say so; it fails loudly when there is none.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
