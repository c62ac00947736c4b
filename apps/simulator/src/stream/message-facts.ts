/** What the simulator itself wants to know of a message it sends. */
export interface MessageFacts {
  /** PID-3, its first component. */
  mrn: string | undefined;
  /** The distinct times of its results, 14 digits as received: OBX-14, else OBR-7. */
  observed: readonly string[];
  /** MSH-7 read as UTC, ms since 1970: only differences of it are used. */
  sentAtMs: number | undefined;
}

/** A longer message is looked at only so far. */
const MAX_LOOKED_AT_BYTES = 1024 * 1024;

/** Reads bytes, not HL7: whatever is not there, or not as expected, is left out. */
export function messageFacts(payload: Buffer): MessageFacts {
  // Latin-1 takes any bytes; what is read is ASCII.
  const text = payload.toString('latin1', 0, MAX_LOOKED_AT_BYTES);
  const isHl7 = text.startsWith('MSH');
  const fieldSeparator = isHl7 ? text.charAt(3) : '|';
  const componentSeparator = isHl7 ? text.charAt(4) : '^';
  const facts = { mrn: undefined as string | undefined, sentAtMs: undefined as number | undefined };
  const observed = new Set<string>();
  let orderedAt = '';
  for (const segment of text.split(/[\r\n]+/)) {
    const fields = segment.split(fieldSeparator);
    const first = (n: number) => (fields[n] ?? '').split(componentSeparator, 1)[0]?.trim() ?? '';
    switch (fields[0]) {
      case 'MSH':
        // MSH-1 is the separator itself, so that MSH-7 is the sixth after it.
        facts.sentAtMs = utcMs(first(6));
        break;
      case 'PID':
        facts.mrn = first(3) || undefined;
        break;
      case 'OBR':
        orderedAt = first(7);
        break;
      case 'OBX': {
        const local = local14(first(14) || orderedAt);
        if (local !== undefined) observed.add(local);
        break;
      }
      default:
    }
  }
  return { ...facts, observed: [...observed] };
}

const FILLING = '00000101000000';

function local14(text: string): string | undefined {
  const digits = /^(?:\d{4}|\d{6}|\d{8}|\d{10}|\d{12}|\d{14})(?!\d)/.exec(text)?.[0];
  return digits === undefined ? undefined : digits + FILLING.slice(digits.length);
}

function utcMs(text: string): number | undefined {
  const local = local14(text);
  if (local === undefined) return undefined;
  const part = (from: number, to: number) => Number(local.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}
