import { z } from 'zod';

/** Reads the text of a variable or flag. Its messages are remedies: `give a whole number from 1 to 10`. */
export type TextSchema<T> = z.ZodType<T, string>;

/** A value, or a remedy as an instruction. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; remedy: string };

export interface HostPort {
  host: string;
  port: number;
}

const HOST_PORT = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):(\d{1,5})$/;
const HOST_PORT_REMEDY = 'give host:port, for example localhost:8440';
const MAX_PORT = 65_535;

export const text = z.string();

/** Empty: undefined. */
export const optionalText = text.transform((given) => (given === '' ? undefined : given));

export const trueOrFalse = z
  .enum(['true', '1', 'false', '0'], 'give true or false')
  .transform((given) => given === 'true' || given === '1');

export const choice = <const T extends readonly string[]>(options: T): TextSchema<T[number]> =>
  text.pipe(z.enum(options as readonly string[], `give one of ${options.join(', ')}`)) as TextSchema<
    T[number]
  >;

export const integer = (min: number, max: number): TextSchema<number> => {
  const remedy = `give a whole number from ${min} to ${max}`;
  return text
    .trim()
    .regex(/^-?\d{1,15}$/, remedy)
    .transform(Number)
    .pipe(z.number().min(min, remedy).max(max, remedy));
};

export const port = integer(1, MAX_PORT);

const SHARE_REMEDY = 'give a number from 0 to 1, such as 0.1';

/** A part of a whole, 0 to 1. */
export const share: TextSchema<number> = text
  .trim()
  .regex(/^(?:0|1|0?\.\d{1,9}|[01]\.\d{1,9})$/, SHARE_REMEDY)
  .transform(Number)
  .pipe(z.number().max(1, SHARE_REMEDY));

/** An http or https URL; empty: undefined. */
export const webUrl = text.trim().transform((given, context) => {
  if (given === '') return undefined;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  context.addIssue('give a URL that begins with http:// or https://');
  return z.NEVER;
});

/** An https URL, because it may hold a token; empty: undefined. */
export const secureUrl = text.trim().transform((given, context) => {
  if (given === '') return undefined;
  if (URL.canParse(given) && new URL(given).protocol === 'https:') return given;
  context.addIssue('give a URL that begins with https://');
  return z.NEVER;
});

/** `host:port`; an IPv6 host stands in brackets. */
export const hostPort: TextSchema<HostPort> = text
  .trim()
  .regex(HOST_PORT, HOST_PORT_REMEDY)
  .transform((given) => {
    const [, ipv6, name, digits] = HOST_PORT.exec(given) ?? [];
    return { host: ipv6 ?? name ?? '', port: Number(digits) };
  })
  .refine((address) => address.port >= 1 && address.port <= MAX_PORT, HOST_PORT_REMEDY);

/** Comma-separated items, at least one; blanks around them are ignored. */
export const list = (item: TextSchema<unknown>): TextSchema<string[]> =>
  text
    .transform((given) => given.split(',').map((part) => part.trim()))
    .superRefine((parts, context) => {
      for (const part of parts) {
        const parsed =
          part === ''
            ? { ok: false as const, remedy: 'give one or more items with commas between' }
            : read(item, part);
        if (!parsed.ok) context.addIssue(part === '' ? parsed.remedy : `${parsed.remedy}; "${part}" is not`);
      }
    });

/** An assigning authority: without `|`, which separates it from the number in a patient's key. */
export const authority = text.trim().regex(/^[^|]+$/, 'give a short name without |, such as RRK');

export const timezone = text.refine((given) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }) !== undefined;
  } catch {
    return false;
  }
}, 'give an IANA time zone, such as Europe/London or UTC');

/** Wraps a parser that gives remedies itself, such as that of a list of feeds. */
export const parsedBy = <T>(parse: (given: string) => Parsed<T>): TextSchema<T> =>
  text.transform((given, context) => {
    const parsed = parse(given);
    if (parsed.ok) return parsed.value;
    context.addIssue(parsed.remedy);
    return z.NEVER;
  });

/** Applies a schema. Of several faults of one text the first is shown. */
export function read<T>(schema: TextSchema<T>, given: string): Parsed<T> {
  const { success, data, error } = schema.safeParse(given);
  return success ? { ok: true, value: data } : { ok: false, remedy: error.issues[0]?.message ?? 'not valid' };
}
