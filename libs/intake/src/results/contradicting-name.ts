import { umolPerLFactor } from '@renwatch/aki';
import { kindInWords, namesBlood } from '../orders/specimen-kind';

/** Returns the text in lower case without accents; underscores separate words as blanks do. */
export const plainName = (text: string): string =>
  text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/_/g, ' ');

/**
 * A quantity computed from two others. `ratio` also ends in German compounds, but begins no `concentration`. A `rapport`
 * is also a report, so it is a ratio only beside albumin or protein. `PCR` is missing: it may be plasma creatinine.
 */
export const RATIO_WORDS =
  /ratio(?!n)|quotient|(?<![a-z])quot(?![a-z])|(?<=(?:alb|prot).{0,80})rapporto?\b|rapporto?\b(?=.{0,80}(?:alb|prot))|(?<![a-z])(?:relacion|razon)|cocient|verhoud|(?<![a-z])(?:u?a|up)cr(?![a-z])/;
const PROTEIN = /alb|prot|eiwei|(?<![a-z])(?:u?a|up)cr(?![a-z])/;
const RATIO_TO_PROTEIN =
  /(?:alb|prot|eiwei)[a-zß]*\s*[/:]\s*(?:[a-z]-)?[ck]rea|(?<![a-z])[ck]rea[a-z]*\s*[/:]\s*(?:[a-z]-)?(?:alb|prot|eiwei)/;

/** Clearances, unless the name tells that the creatinine is measured for one. */
const CLEARANCE =
  /(?<!(?<![a-z])(?:for|fur|fuer|pour|para|per|voor)\s+(?:the\s+)?(?:[ck]rea[a-z]*[\s-]*)?)(?:(?<!nu|un)clear|clair|klaring|klarens|klirens|aclar|depura)|(?<![a-z])(?:crcl|clcr|ccr)(?![a-z])/;

/**
 * Urine by its letter alone, but not the U of `U&E` or `U&C` (urea and electrolytes, or creatinine), of a unit, of a
 * country (`U.K.`), or of Dutch hours.
 */
const URINE_LETTER =
  /(?<![a-z]|\d\s*|[&+]\s*)(?:u|ur)(?![a-z]|['’]?s?\s*(?:[.,&+/]|and|und|et)?\s*e(?:['’]?s)?(?![a-z])|\s*(?:[&+]|and|und|et|en|y)\s*[ck]|\s*[.,]\s*[ck]r?(?![a-z])|\.\s*s(?![a-z])|\s*\/|\s*mol)/;
const URINE_COMPOUND =
  /(?<![a-z])u(?:[ck]rea|cr(?![a-z]))|(?<![a-z])[ck]rea(?:t|tinine?)?u(?![a-z])|sammel|[ck]rea[a-z]*uri[ae](?![a-z])/;

/** Urine collected over a day; creatinine so many hours after an event is one of blood. */
const WHOLE_DAY =
  /(?<!(?:post|after|nach|apres|dopo|tras)[\s-]{0,3})(?<!\d)24[\s-]*(?:h|std|stund|uur|u(?![a-z])|ore(?![a-z])|hor)[a-z]*(?![a-z.]*\s*[-,]?\s*(?:post|after|nach|na|apres|dopo|despues|later|spater)(?![a-z]))/;

/** A longer text is no name, and would take the expressions above too long. */
const MAX_NAME_CHARS = 500;

/**
 * Returns true if a name contradicts a configured code for creatinine of blood: it clearly names another specimen or
 * quantity. Anything less clear leaves the code in force, because a missed patient is worse than a needless page.
 * @param unit OBX-6: beside a unit of creatinine, a clearance names a panel, and so does a ratio to anything but protein
 */
export function contradictsBlood(text: string, unit: string): boolean {
  if (text.length > MAX_NAME_CHARS) return false;
  const name = plainName(text);
  const isConcentration = umolPerLFactor(unit) !== undefined;
  if (RATIO_TO_PROTEIN.test(name)) return true;
  if (RATIO_WORDS.test(name) && (!isConcentration || PROTEIN.test(name))) return true;
  if (namesBlood(text)) return false;
  if (kindInWords(text) === 'other') return true;
  if ([URINE_LETTER, URINE_COMPOUND, WHOLE_DAY].some((other) => other.test(name))) return true;
  return !isConcentration && CLEARANCE.test(name);
}
