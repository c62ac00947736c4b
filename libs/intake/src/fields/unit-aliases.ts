import { umolPerLFactor } from '@renwatch/aki';

/** The units that a spelling of a site may stand for. */
export const CREATININE_UNITS = ['umol/L', 'mmol/L', 'mg/dL', 'mg/L'] as const;
export type CreatinineUnit = (typeof CREATININE_UNITS)[number];

/** Returns true for a spelling that is read without an alias, so that no alias may change its meaning. */
export const isKnownUnit = (unit: string): boolean => umolPerLFactor(unit) !== undefined;

/** Returns the unit that a spelling stands for, else the unit as it was sent. */
export function canonicalUnit(unit: string, aliases: Readonly<Record<string, CreatinineUnit>>): string {
  return Object.hasOwn(aliases, unit) ? (aliases[unit] ?? unit) : unit;
}
