import { type AkiPage } from '@renwatch/events';
import { pageView } from './page-view';

/** Renders a page as plain text: the stage first, then who and where, then the numbers. */
export function renderText(page: AkiPage): string {
  const view = pageView(page);
  const width = Math.max(0, ...view.earlier.map(([, value]) => value.length));
  const blocks = [
    [view.headline.toUpperCase(), view.why],
    [view.patient, view.place],
    [view.current, view.comparison].filter((line) => line !== ''),
    view.earlier.length === 0
      ? []
      : ['Before:', ...view.earlier.map(([time, value]) => `  ${value.padStart(width)}  ${time}`)],
    view.facts.map(([name, text]) => `${name}: ${text}`),
    [...view.links.map(([name, url]) => `${name}: ${url}`), view.notice],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
