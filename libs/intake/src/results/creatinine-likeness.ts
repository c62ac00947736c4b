import { umolPerLFactor } from '@renwatch/aki';
import { kindInWords, namesBlood, specimenKind, type SpecimenType } from '../orders/specimen-kind';
import { plainName, RATIO_WORDS } from './contradicting-name';
import { type CodedObservation } from './creatinine-code';

/** The part of an observation that looks like serum creatinine: its name or code, or only its unit. */
export type CreatinineLikeness = 'name' | 'unit';

export interface NamedObservation extends CodedObservation {
  /** OBX-3.2. */
  text: string;
  /** OBX-3.5. */
  alternateText?: string | undefined;
  unit: string;
  specimen?: SpecimenType | undefined;
}

/** LOINC's and NPU's codes for creatinine in serum, plasma or blood. */
const STANDARD_CODES: ReadonlySet<string> = new Set([
  ...['2160-0', '14682-9', '38483-4', '59826-8', '77140-2'],
  ...['npu01807', 'npu04998', 'npu18016'],
]);

const SPECIMEN = '(?:serum|plasma|blut|bloed|[spbv])?';
/** Creatinine in its European spellings, alone or compounded, and its usual abbreviations. */
const NAME = new RegExp(`(?<![a-z])${SPECIMEN}(?:[ck]reat[iy]ni+n[a-z]*|[ck]reat?(?![a-z]))`);
/** Abbreviations that also stand for chromium, creatine or a carbapenemase: only a unit of creatinine settles them. */
const SHORT_NAME = new RegExp(`(?<![a-z])${SPECIMEN}(?:[ck]re?|[ck]reatin)(?![a-z])`);

/** Names of rates that are computed from creatinine. No rate has a unit of creatinine, so beside one they name a panel. */
const RATE =
  /(?:(?<!nu|un)clear|clair|klaring|klarens|klirens|aclar|depura)[a-z]*|crcl|clcr|(?<![a-z])ccr(?![a-z])|e?-?gfr|(?<![a-z])[dt]fg(?![a-z])|ckd-?epi|mdrd|cockcroft|schwartz/g;
/** C-reactive protein or a ratio to protein; beside a unit of creatinine it is plasma creatinine. */
const PCR = /(?<![a-z])pcr(?![a-z])/;
/** Names of other quantities that are measured with creatinine or from it. */
const OTHER_QUANTITIES: readonly RegExp[] = [
  /k[iy]nas|chinas|quinas|(?<![a-z])(?:ck|cpk|cpk-mb)(?![a-z])|phosph/,
  RATIO_WORDS,
  /indice|(?<![a-z])index/,
];
/** Names of specimens that are not blood. Dialysate is one; a result before or after dialysis is of blood. */
const OTHER_SPECIMENS: readonly RegExp[] = [
  /(?<!p)urin(?!g(?![a-z]))|orina|urie(?![a-z])|uria(?![a-z])|sammel|(?<![a-z])(?:u|ur|spot)(?![a-z])|(?<![a-z])u(?:[ck]rea|cr(?![a-z]))|[ck]rea(?:t|tinine?)?u(?![a-z])|24 ?(?:h|u|std|hr)/,
  /dial[iy]s(?:at|aat)|dializado|fluid|flussig|(?<!ch?romatogra.{0,20})liquid(?!.?chrom)|liquor|csf(?![a-z])|ascit|pleura|perito(?!nea[a-z]*[ -]?dial)|drain|punktat|amnio/,
];
const OTHER_UNIT =
  /min|sec|24|\/ ?(?:g|kg|mmol|mol|d|day|die|tag)(?![a-z])|^[mk]?i?u\/m?l|%|[ck]rea|^(?:ratio|1)$/;

/** A slash between creatinine and another analyte is a ratio; between creatinine and its specimen it is not. */
const RATIO =
  /[a-z]\s*\/\s*[ck]rea|(?<![a-z])[ck]rea[a-z]*\s*\/\s*(?!(?:serum|plasma|s|p|blood|blut|sang|sangre|sangue|siero|suero|bloed)(?![a-z]))[a-z]/;

/** Other analytes that laboratories report in µmol/L. */
const OTHER_IN_UMOL_PER_L =
  /bili|urat|uric|uriq|harns|urinez|uricem|iron|eisen|(?<![a-z])(?:fe|fer|ferro|hierro|ijzer)(?![a-z])|ferr|transf|tibc|uibc|eisenb|ammon|amon|(?<![a-z])nh[34]|zin[ck]|zinco|copper|kupfer|cuivr|cobre|rame(?![a-z])|koper|homocy|omocis|bile|gall|biliar|carnit|selen|alumin|manganes|methanol|salicyl|paracetamol|acetaminoph|methotrex|lead|blei|plomb|vitamin|glyc|alanin|leucin|phenylal|tyrosin|citrull|ornith|oxal|cystin|fructosamin|mercur|lithium|theophyl|lactat|fatty|nefa/;

/**
 * Returns why an observation looks like a serum creatinine, or null if it does not. A guess for people who connect a feed:
 * nothing is decided by it. Names are read in English, German, French, Spanish, Italian and Dutch.
 */
export function creatinineLikeness(observation: NamedObservation): CreatinineLikeness | null {
  const { code, text, alternate, alternateText = '' } = observation;
  const unit = plainName(observation.unit);
  const codes = [code, alternate?.code ?? ''].map(plainName);
  if (codes.some((known) => STANDARD_CODES.has(known))) return 'name';
  const factor = umolPerLFactor(observation.unit);
  const names = [...codes, plainName(text), plainName(alternateText)].map((name) =>
    factor ? name.replace(RATE, ' ') : name,
  );
  const isOfUnit = (name: string) => name.search(RATE) >= 0 || PCR.test(name);
  if (!factor && (OTHER_UNIT.test(unit) || names.some(isOfUnit))) return null;
  if (names.some(isOtherQuantity) || (names.some(isOtherSpecimen) && !isOfBlood(observation))) return null;
  if (names.some((name) => NAME.test(name))) return 'name';
  if (!factor) return null;
  if (names.some((name) => SHORT_NAME.test(name))) return 'name';
  const isUmolPerL = factor.units === 1n && factor.scale === 0;
  return isUmolPerL && !names.some((name) => OTHER_IN_UMOL_PER_L.test(name)) ? 'unit' : null;
}

const isOtherQuantity = (name: string): boolean =>
  RATIO.test(name) || OTHER_QUANTITIES.some((other) => other.test(name));

const isOtherSpecimen = (name: string): boolean => OTHER_SPECIMENS.some((other) => other.test(name));

/** Returns true if the name has a word for blood, or if the specimen is blood and the name does not contradict it. */
function isOfBlood({ code, text, alternate, alternateText = '', specimen }: NamedObservation): boolean {
  const name = [code, text, alternate?.code ?? '', alternateText].join(' ');
  if (namesBlood(name)) return true;
  return specimen !== undefined && specimenKind(specimen) === 'blood' && kindInWords(name) !== 'other';
}
