import { formatLocal14 } from '@renwatch/hl7';
import { type DecisionTime } from '@renwatch/store';
import { InvalidArgumentError } from 'commander';
import { parseMoment } from '../dead-letters/filter/parse-moment';

/** The latest time of a wanted result: a moment, or the 14 digits of a page, which are the local time of its feed. */
export type ResultTime = { readonly atMs: number } | { readonly local14: string };

const LOCAL_14 = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** @throws InvalidArgumentError with the remedy */
export function parseResultTime(text: string, now: Date): ResultTime {
  const digits = LOCAL_14.exec(text);
  if (!digits) {
    try {
      return { atMs: parseMoment(text, now).getTime() };
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new InvalidArgumentError(`${error.message} Or the 14 digits of a page: 20261125093000.`);
    }
  }
  const [year, month, day, hour, minute, second] = digits.slice(1);
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  // Date.parse moves dates such as 30 February on, or returns NaN.
  const atMs = Date.parse(iso);
  if (Number.isNaN(atMs) || new Date(atMs).toISOString() !== iso)
    throw new InvalidArgumentError('These 14 digits (YYYYMMDDhhmmss) are not a date and time.');
  return { local14: text };
}

export function isUntil({ observedAt, observedLocal }: DecisionTime, time: ResultTime): boolean {
  if ('local14' in time) return formatLocal14(observedLocal) <= time.local14;
  return Date.parse(observedAt) <= time.atMs;
}

export function formatResultTime(time: ResultTime): string {
  return 'local14' in time ? `${time.local14}, local time` : new Date(time.atMs).toISOString();
}
