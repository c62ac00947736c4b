import { type IdentifierValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type FeedChoices } from '../fields/feed-profile';
import { fieldText } from '../fields/field-text';

/** A repetition of a field of type CX that has a number. */
export interface Identifier extends IdentifierValue {
  /** False if the message was sent before the day in CX.7 or after the one in CX.8. */
  readonly isInForce: boolean;
}

/**
 * Reads the repetitions of a field that have a number.
 * @param sentDay local day of the message, `YYYYMMDD`; empty: every identifier counts as in force
 */
export function readIdentifiers(
  segment: Hl7Segment,
  field: number,
  { authorityAliases, sentDay }: Pick<FeedChoices, 'authorityAliases'> & { sentDay: string },
): Identifier[] {
  return segment
    .field(field)
    .repetitions.map((_repetition, index) => {
      const part = (component: string) => fieldText(segment.get(`${field}[${index + 1}].${component}`));
      return {
        number: part('1'),
        authority: canonicalAuthority([part('4.1'), part('4.2')], authorityAliases),
        type: part('5').toUpperCase(),
        isInForce: !isAfter(part('7'), sentDay) && !isAfter(sentDay, part('8')),
      };
    })
    .filter(({ number }) => number !== '');
}

/** Returns the authority that a name or OID is an alias of, else the first that is given; empty if none is. */
function canonicalAuthority(given: readonly string[], aliases: FeedChoices['authorityAliases']): string {
  const named = given.filter((name) => name !== '');
  const alias = named.find((name) => Object.hasOwn(aliases, name));
  return (alias === undefined ? named[0] : aliases[alias]) ?? '';
}

/** Compares HL7 dates as far as both are given: neither of `2024` and `20240131` is after the other. */
function isAfter(date: string, other: string): boolean {
  const [day, otherDay] = [digitsOf(date), digitsOf(other)];
  const length = Math.min(day.length, otherDay.length);
  return length > 0 && day.slice(0, length) > otherDay.slice(0, length);
}

/** Year, month and day; empty if the text is not a date. */
function digitsOf(date: string): string {
  return /^(?:\d{8}|\d{6}(?!\d)|\d{4}(?!\d))/.exec(date)?.[0] ?? '';
}
