/** Around all tests: a picture of every open page when one fails, and at last the end of what they share. */
import type { Context } from 'mocha';
import { endAll } from './endings.js';
import { picturesOfOpenPages } from './stage.js';

export const mochaHooks = {
  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state === 'failed') await picturesOfOpenPages(test.fullTitle());
  },
};

/** Without workers: what a worker shares ends with it. */
export const mochaGlobalTeardown = endAll;
