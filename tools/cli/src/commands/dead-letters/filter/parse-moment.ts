import { InvalidArgumentError } from 'commander';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a time from a command line: `90m`, `24h` or `7d` ago, or ISO 8601; without a zone it is UTC, never the zone of
 * this machine.
 * @throws InvalidArgumentError with the remedy
 */
export function parseMoment(text: string, now: Date): Date {
  const ago = /^(\d{1,6})([mhd])$/.exec(text);
  if (ago) return new Date(now.getTime() - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS]);
  const iso = ISO.exec(text);
  const at = iso ? Date.parse(text.includes('T') && !iso[1] ? `${text}Z` : text) : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Give how long ago (90m, 24h, 7d) or a time such as 2026-11-25T09:30Z.');
  return new Date(at);
}
