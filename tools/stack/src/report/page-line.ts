import { type DeliveredPage } from './delivered-page';

/** Formats a page: time, MRN, stage, creatinine against baseline, milliseconds from message to page. */
export function pageLine(page: DeliveredPage, latencyMs: number): string {
  const { creatinineUmolPerL: value, baselineUmolPerL: baseline } = page;
  const why = page.source === 'model' ? `model ${percent(page.probability)}` : `stage ${page.stage}`;
  const against = baseline === null ? 'without a baseline' : `against ${round(baseline)}`;
  return [
    clock(page.deliveredAt),
    `page ${page.mrn}`,
    why.padEnd(7),
    value === null ? '' : `${round(value)} µmol/L ${against}`,
    `${Math.round(latencyMs)} ms`,
    `result of ${minute(page.observedLocal)}`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

const round = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
const percent = (share: number | null): string => (share === null ? '' : `${Math.round(share * 100)}%`);

/** Formats a moment as the time of day on the reader's clock. */
export function clock(iso: string): string {
  const at = new Date(iso);
  // eslint-disable-next-line no-restricted-syntax -- the reader's clock shows the zone of this terminal
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

const minute = (local: string): string =>
  `${local.slice(0, 4)}-${local.slice(4, 6)}-${local.slice(6, 8)} ${local.slice(8, 10)}:${local.slice(10, 12)}`;
