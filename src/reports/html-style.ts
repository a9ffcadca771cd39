/** How a page looks, and the hash by which a content security policy lets it. */
import { createHash } from 'node:crypto';

export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1b1b1f; --quiet: #55565e; --page: #fff; --line: #c9cad3; --shade: #f1f2f6; --bar: #3d5a99; --wrong: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececf0; --quiet: #b4b5be; --page: #17181c; --line: #4a4b55; --shade: #24252b; --bar: #8fabeb; --wrong: #ff9ea3; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 "Segoe UI", system-ui, Roboto, Arial, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1, h2, h3, p, li, dt, dd, th, td, caption, figcaption { overflow-wrap: anywhere; white-space: pre-line; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
p, ul { margin: .5rem 0; max-width: 44rem; }
.subtitle { color: var(--quiet); font-size: 1.1rem; }
dl { margin: 1rem 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
dt { flex: 0 0 11rem; font-weight: 600; }
dd { flex: 1 1 14rem; margin: 0; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
.scroll:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
caption, figcaption { text-align: start; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: start; vertical-align: top; min-width: 5.5rem; hyphens: auto; }
th.long { min-width: 14rem; }
th { background: var(--shade); overflow-wrap: break-word; }
.number { text-align: end; font-variant-numeric: tabular-nums; min-width: 0; }
figure { margin: 1.5rem 0; max-width: 44rem; }
svg { display: block; }
svg text { fill: var(--text); font-size: 16px; }
svg rect { fill: var(--bar); }
a { color: var(--bar); }
figure p { color: var(--quiet); }
form { margin: 1.5rem 0; max-width: 32rem; }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem; }
input { width: 100%; font: inherit; padding: .5rem .6rem; border: 1px solid var(--quiet); border-radius: 4px; background: var(--page); color: var(--text); }
.problem { color: var(--wrong); font-weight: 600; margin: .25rem 0; }
button { font: inherit; font-weight: 600; margin: 1.25rem 0 0; padding: .6rem 1.25rem; min-height: 2.75rem; border: 0; border-radius: 4px; background: var(--bar); color: var(--page); cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
@media print {
  :root { --text: #000; --quiet: #000; --page: #fff; --line: #777; --shade: #eee; --bar: #3d5a99; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  svg rect, th { print-color-adjust: exact; }
}
`;

/** `'sha256-…'`, as a source in `style-src`. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`;
