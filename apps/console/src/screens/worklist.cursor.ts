import { z } from 'zod';
import { type OpenAlertCursor } from '@renwatch/store';
import { RefusalError } from '../http/refusal.error';

const cursor = z.tuple([
  z.number().int().min(1).max(3),
  z
    .string()
    .regex(/^(?!0000)\S{10} ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d){0,2}$/)
    .refine(beginsWithDay),
  z.guid(),
]);

/** The text by which a page asks for the next part of the worklist. */
export const worklistCursor = {
  write: ({ level, raisedAt, alertId }: OpenAlertCursor): string =>
    Buffer.from(JSON.stringify([level, raisedAt, alertId])).toString('base64url'),

  /** @throws RefusalError for a text that `write` did not make */
  read(text: unknown): OpenAlertCursor | undefined {
    if (text === undefined) return undefined;
    const parsed =
      typeof text === 'string'
        ? cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
        : undefined;
    if (!parsed?.success)
      throw new RefusalError('bad-request', 'This part of the list does not exist. Open the worklist again.');
    const [level, raisedAt, alertId] = parsed.data;
    return { level, raisedAt, alertId };
  },
};

/** False for a day that no calendar has, which the database could not read. */
function beginsWithDay(text: string): boolean {
  return z.iso.date().safeParse(text.slice(0, 10)).success;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
