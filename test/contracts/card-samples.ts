/** Every card template with its sample. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { renderCard } from '../../src/card-renderer.js';

export const templates = readdirSync('cards', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.endsWith('.sample.json'))
  .map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''))
  .sort();

/** Nothing where there is none: a test of its own says so. */
export function sampleOf(template: string): Record<string, unknown> {
  if (!hasSample(template)) return {};
  return JSON.parse(readFileSync(`cards/${template}.sample.json`, 'utf8')) as Record<string, unknown>;
}

export function hasSample(template: string): boolean {
  return existsSync(`cards/${template}.sample.json`);
}

export function cardOf(template: string, data: object = sampleOf(template)): object {
  return renderCard({ template, data, summary: 'A sentence.' });
}

/** Opens every "" of a sample, so that what usually stays hidden is looked at too. */
export function everythingShown(sample: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(sample).replaceAll(':""', ':"Shown"')) as Record<string, unknown>;
}
