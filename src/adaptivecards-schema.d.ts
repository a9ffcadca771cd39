/**
 * Stands in for the TypeScript sources that adaptivecards-templating's typings point at: read with
 * our stricter settings those sources are 32 errors. tsconfig.json maps the path here.
 */
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
}
