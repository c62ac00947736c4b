import { schema, type TextSchema } from '@renwatch/runtime';
import { z } from 'zod';

/**
 * One option of a feed. Its value is a text, a list of texts or a mapping of texts: the feeds file writes lists and
 * mappings in YAML, a short form in one line (`a;b`, `a=1;b=2`).
 */
export interface FeedOption<T> {
  /** Its messages are remedies. */
  schema: z.ZodType<T>;
  /** Turns one line into what the schema reads. */
  fromText: (text: string) => unknown;
}

/** A comma would end the feed's entry in MLLP_LISTEN or MLLP_ADDRESS. */
const BETWEEN_ITEMS = /[;,]/;

const split = (text: string): string[] => text.split(BETWEEN_ITEMS).map((item) => item.trim());

export function textOption<T>(item: TextSchema<T>): FeedOption<T> {
  return { schema: given('a text').pipe(item), fromText: (text) => text };
}

export function listOption<T>(item: TextSchema<T>): FeedOption<T[]> {
  const items = z.array(given('a text').pipe(item), 'give a list, such as [a, b]');
  return { schema: items.min(1, 'give at least one item, or leave the option out'), fromText: split };
}

/**
 * A mapping from texts to texts.
 * @param keyRemedy instruction for an item without its key
 */
export function mappingOption<T>(
  item: TextSchema<T>,
  keyRemedy: string,
  keySchema: TextSchema<string> = schema.text,
): FeedOption<Record<string, T>> {
  const key = z.string().trim().min(1, keyRemedy).pipe(keySchema);
  return {
    schema: z.record(key, given('a text').pipe(item), {
      error: (issue) =>
        issue.code === 'invalid_key' ? issue.issues[0]?.message : `give a mapping; ${keyRemedy}`,
    }),
    fromText: (text) =>
      Object.fromEntries(
        split(text).map((pair) => {
          const at = pair.lastIndexOf('=');
          return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
        }),
      ),
  };
}

/** A code of an HL7 table, such as `MR`. */
export const tableCode = (remedy: string): TextSchema<string> =>
  schema.text.trim().regex(/^[A-Za-z0-9_-]{1,20}$/, remedy);

function given(kind: string) {
  return z.string(`give ${kind}, not a list or a mapping`);
}
