import { type AkiPage } from '@renwatch/events';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Writes the local time of a feed for a person, as exact as it is: `14 Mar 2026 09:15`, `14 Mar 2026`, `Mar 2026`. */
export function formatLocal(local: string): string {
  const [year, month, day, hour, minute = '00'] = [
    local.slice(0, 4),
    ...(local.slice(4, 14).match(/../g) ?? []),
  ];
  const name = month === undefined ? undefined : (MONTHS[Number(month) - 1] ?? month);
  const clock = hour === undefined ? undefined : `${hour}:${minute}`;
  return [day, name, year, clock].filter((part) => part !== undefined).join(' ');
}

/** Line breaks, other control characters and marks that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Makes one line of a text from a feed: it may neither add lines to a page nor reorder its words. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim();
}

export function placeWords({ place }: Pick<AkiPage, 'place'>): string {
  if (!place) return '';
  const parts = [
    ['ward', place.ward],
    ['room', place.room],
    ['bed', place.bed],
  ] as const;
  return parts
    .map(([name, text]) => [name, oneLine(text)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
}

/** Names the level of an alert. */
export function stageWords(stage: AkiPage['stage'], source: AkiPage['source']): string {
  if (stage === 0) return 'no AKI';
  return source === 'model' ? 'possible AKI (found by the model)' : `AKI stage ${stage}`;
}

export function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
