/** Words for people: lists, counts, and what they typed made safe to show. */

/** `1 action`, `2 actions`, `1,000 actions`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(list: readonly string[], joint = 'and'): string {
  const last = list.at(-1) ?? '';
  return list.length < 2 ? last : `${list.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** The text, cut at a word with an ellipsis when it is longer than `length` characters. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  // Without a space to cut at: not through the middle of an emoji.
  const whole = space > length / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, '');
  return `${whole.trimEnd()}…`;
}
