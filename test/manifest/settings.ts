/** Settings of an environment that is not anybody's. */
export const settings = {
  BOT_ID: '0f3b2a77-9c1e-4d52-8e64-2b7d1c5a9e10',
  PUBLISHER_NAME: 'Community Safety Team',
  WEBSITE_URL: 'https://roundtable.test/',
  PRIVACY_URL: 'https://roundtable.test/privacy',
  TERMS_URL: 'https://roundtable.test/terms',
} as const;
