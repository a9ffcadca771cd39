/** A small form on a page that stands alone. */
import { line, text } from '../shared/typed-html.js';

/** What is asked, with what was typed and what is wrong with it. */
export interface Form {
  readonly button: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly kind: 'text' | 'email';
    readonly value: string;
    readonly problem: string;
    readonly optional?: true;
  }[];
}

/** A list of places to go on to: http and https addresses alone. */
export function linksHtml(links: readonly { readonly title: string; readonly url: string }[]): string {
  const safe = links.filter(({ url }) => /^https?:\/\//i.test(url) && URL.canParse(url));
  const items = safe.map(
    ({ title, url }) => `<li><a href="${line(new URL(url).href)}">${line(title)}</a></li>`,
  );
  return items.length === 0 ? '' : `\n<ul>${items.join('')}</ul>`;
}

const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  organisation: 'organization',
  role: 'organization-title',
};

export function formHtml({ button, fields }: Form): string {
  return `
<form method="post" novalidate>
${fields.map(fieldHtml).join('\n')}
<button type="submit">${line(button)}</button>
</form>`;
}

function fieldHtml({ name, label, kind, value, problem, optional }: Form['fields'][number]): string {
  const id = line(name);
  const complete = AUTOCOMPLETE[name];
  const attributes = [
    `id="${id}" name="${id}" type="${kind}" value="${line(value)}" maxlength="254"`,
    ...(complete === undefined ? [] : [`autocomplete="${complete}"`]),
    ...(optional ? [] : ['required']),
    ...(problem === '' ? [] : [`aria-invalid="true" aria-describedby="${id}-problem"`]),
  ];
  const wrong = problem === '' ? '' : `\n<p class="problem" id="${id}-problem">${text(problem)}</p>`;
  return `<label for="${id}">${line(label)}${optional ? ' (optional)' : ''}</label>${wrong}
<input ${attributes.join(' ')}>`;
}
