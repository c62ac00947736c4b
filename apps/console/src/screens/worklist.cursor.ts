import { z } from 'zod';
import { type OpenAlertCursor } from '@renwatch/store';
import { RefusalError } from '../http/refusal.error';

const cursor = z.tuple([
  z.number().int().min(1).max(3),
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/),
  z.guid(),
]);

/** The text by which a page asks for the next part of the worklist. */
export const worklistCursor = {
  write: ({ level, raisedAt, alertId }: OpenAlertCursor): string =>
    Buffer.from(JSON.stringify([level, raisedAt, alertId])).toString('base64url'),

  /** @throws RefusalError for a text that `write` did not make */
  read(text: string | undefined): OpenAlertCursor | undefined {
    if (text === undefined) return undefined;
    const parsed = cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
    if (!parsed.success)
      throw new RefusalError('bad-request', 'This part of the list does not exist. Open the worklist again.');
    const [level, raisedAt, alertId] = parsed.data;
    return { level, raisedAt, alertId };
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
