/** Whether Node is one that package.json asks for. */
import { readFileSync } from 'node:fs';
import { about } from './finding.js';
import type { Finding } from './finding.js';

interface Package {
  readonly engines: { readonly node: string };
}

const packageFile = new URL('../../../package.json', import.meta.url);

/** @param version like `20.19.0` */
export function checkNode(version: string): Finding {
  const { engines } = JSON.parse(readFileSync(packageFile, 'utf8')) as Package;
  const { ok, problem } = about('Node');
  if (satisfies(version, engines.node)) return ok(`Version ${version}.`);
  return problem(`This is version ${version}; the bot needs ${engines.node}. Install one of those.`);
}

/** The part of npm's ranges that package.json uses: `^1.2.3` and `>=1.2.3`, with `||` between them. */
function satisfies(version: string, range: string): boolean {
  return range.split('||').some((each) => {
    const [, sign, least = ''] = /^\s*(\^|>=)(\d+\.\d+\.\d+)\s*$/.exec(each) ?? [];
    const [own, wanted] = [numbersOf(version), numbersOf(least)];
    if (sign === undefined || (sign === '^' && own[0] !== wanted[0])) return false;
    const differs = wanted.findIndex((number, at) => own[at] !== number);
    return differs === -1 || (own[differs] ?? 0) > (wanted[differs] ?? 0);
  });
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
