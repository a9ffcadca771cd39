/* How a card looks on the web page. Every colour is one of page.css, which knows light and dark. */
'use strict';

(() => {
  const font = '"Segoe UI", system-ui, "Open Sans", "Noto Sans", Arial, sans-serif';
  const pair = (name) => ({ default: `var(--${name})`, subtle: `var(--${name})` });
  const ink = { default: 'var(--ink)', subtle: 'var(--ink-soft)' };
  const foregroundColors = {
    default: ink,
    dark: ink,
    light: ink,
    accent: pair('accent'),
    good: pair('good'),
    warning: pair('warning'),
    attention: pair('attention'),
  };
  const container = (name) => ({ backgroundColor: `var(--${name})`, foregroundColors });

  window.LOOKS = {
    fontTypes: {
      default: {
        fontFamily: font,
        fontSizes: { small: 16, default: 18, medium: 21, large: 28, extraLarge: 32 },
        fontWeights: { lighter: 400, default: 400, bolder: 650 },
      },
      monospace: {
        fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, monospace',
        fontSizes: { small: 14, default: 16, medium: 18, large: 24, extraLarge: 28 },
        fontWeights: { lighter: 400, default: 400, bolder: 650 },
      },
    },
    lineHeights: { small: 24, default: 27, medium: 30, large: 34, extraLarge: 40 },
    spacing: { small: 8, default: 16, medium: 20, large: 32, extraLarge: 40, padding: 16 },
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    supportsInteractivity: true,
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 12,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    containerStyles: {
      default: container('sheet'),
      emphasis: container('sheet-grey'),
      accent: container('sheet-accent'),
      good: container('sheet-good'),
      warning: container('sheet-warning'),
      attention: container('sheet-attention'),
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { size: 'default', color: 'attention', weight: 'bolder', spacing: 'small' },
    },
    factSet: {
      title: { weight: 'bolder', maxWidth: 160, wrap: true },
      value: { wrap: true },
      spacing: 16,
    },
    textBlock: { headingLevel: 2 },
  };
})();
