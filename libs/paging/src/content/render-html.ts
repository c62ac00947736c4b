import { type AkiPage } from '@renwatch/events';
import { type PageView, pageView } from './page-view';

/** Each text colour is legible on `background` in its scheme. */
export const PAGE_COLOURS = {
  light: { background: '#ffffff', text: '#1a1a1a', muted: '#4a4a4a', alarm: '#9b0000', calm: '#0b4a6f' },
  dark: { background: '#121212', text: '#f2f2f2', muted: '#c4c4c4', alarm: '#ffb3ad', calm: '#a6d8ff' },
} as const;

const coloursOf = (scheme: keyof typeof PAGE_COLOURS) =>
  Object.entries(PAGE_COLOURS[scheme])
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

const STYLE = [
  `:root{color-scheme:light dark;${coloursOf('light')}}`,
  `@media (prefers-color-scheme:dark){:root{${coloursOf('dark')}}}`,
  'body{margin:0;padding:16px;max-width:36em;background:var(--background);color:var(--text);font:17px/1.4 system-ui,sans-serif}',
  'h1{margin:0;font-size:28px;line-height:1.2;color:var(--alarm)}h1.calm{color:var(--calm)}',
  'p{margin:4px 0 12px}p.value{font-size:21px;font-weight:600;margin-bottom:0}',
  'table{border-collapse:collapse;margin:0 0 12px}td,th{padding:2px 12px 2px 0;text-align:left;font-weight:400}',
  'td.number{text-align:right;font-variant-numeric:tabular-nums}caption,th,.muted{color:var(--muted);text-align:left}',
  'a{color:var(--calm)}',
].join('\n');

/** A reader that follows it loads nothing and runs nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Renders a page as a whole HTML document without scripts and without anything that is loaded from elsewhere. */
export function renderHtml(page: AkiPage): string {
  const view = pageView(page);
  const tone = page.reason === 'retracted' ? 'calm' : 'alarm';
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">`,
    `<title>${escapeHtml(view.headline)}</title>`,
    `<style>\n${STYLE}\n</style>`,
    '</head>',
    '<body>',
    `<h1 class="${tone}">${escapeHtml(view.headline)}</h1>`,
    `<p>${escapeHtml(view.why)}</p>`,
    `<p>${escapeHtml(view.patient)}<br>${escapeHtml(view.place)}</p>`,
    `<p class="value">${escapeHtml(view.current)}</p>`,
    `<p>${escapeHtml(view.comparison)}</p>`,
    ...earlierTable(view),
    ...factsTable(view),
    ...view.links.map(([name, url]) => `<p><a href="${escapeHtml(url)}">${escapeHtml(name)}</a></p>`),
    `<p class="muted">${escapeHtml(view.notice)}</p>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function earlierTable({ earlier }: PageView): string[] {
  if (earlier.length === 0) return [];
  return [
    '<table>',
    '<caption>Before, µmol/L</caption>',
    ...earlier.map(
      ([time, value]) => `<tr><td class="number">${escapeHtml(value)}</td><td>${escapeHtml(time)}</td></tr>`,
    ),
    '</table>',
  ];
}

function factsTable({ facts }: PageView): string[] {
  if (facts.length === 0) return [];
  return [
    '<table>',
    ...facts.map(
      ([name, text]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(text)}</td></tr>`,
    ),
    '</table>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
