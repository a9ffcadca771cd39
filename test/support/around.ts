/** Before all tests: the compiled program, which starts in half the time the sources take. After them: the end of what they share. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../env/local/child.js';
import { endAll } from './endings.js';

/** Without types: `npm run types` looks at them. Mocha runs this before it hands files to its workers. */
export function mochaGlobalSetup(): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck'], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** Without workers: what a worker shares ends with it. */
export const mochaGlobalTeardown = endAll;
