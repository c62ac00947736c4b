import { type PatientNumber } from '@renwatch/decisions';
import { type FeedProfile } from '../fields/feed-profile';
import { type Identifier } from './identifiers';
import { patientKey } from './patient-key';

/**
 * Types of identifiers that a person has beside a hospital's number (HL7 table 0203 and national additions). Many
 * patients lack them, and systems send them in any place.
 */
const NOT_A_HOSPITALS: ReadonlySet<string> = new Set([
  ...[
    'NH',
    'NHS',
    'NI',
    'SS',
    'SSN',
    'SIN',
    'PPN',
    'PN',
    'DL',
    'TAX',
    'CZ',
    'PRC',
    'MI',
    'BC',
    'BCT',
    'DC',
    'DR',
  ],
  ...['HC', 'JHN', 'MA', 'MC', 'MCD', 'MCR', 'PHC', 'WC', 'WCN', 'MB', 'SN', 'SP', 'SL', 'EI', 'EN', 'INS'],
  ...[
    'GKV',
    'PKV',
    'KVZ10',
    'KVK',
    'AHV',
    'NAVS13',
    'BSN',
    'CF',
    'INS-NIR',
    'INS-C',
    'IHI',
    'DVA',
    'CHI',
    'PPS',
  ],
  ...['ANON', 'BA'],
]);

/**
 * Types of identifiers that name a visit, an account, an order or a specimen (HL7 table 0203): the same person has another
 * one next time. Taken for the patient's number, each of them would begin a new history.
 */
const NOT_A_PERSONS: ReadonlySet<string> = new Set([
  ...['VN', 'VISIT', 'AN', 'AND', 'ANC', 'ANT', 'PLAC', 'PGN', 'FILL', 'FGN', 'ACSN', 'SID', 'USID', 'ASID'],
]);

/** A national number of a country: `NN` and its letters, such as NNGBR. */
const NATIONAL = /^NN[A-Z]{0,4}$/;

type Choices = Pick<FeedProfile, 'authority' | 'identifierTypes'>;

/**
 * Chooses the patient's number: by the feed's `identifierTypes`, then any other type, then a number that is no
 * hospital's. Among the hospital's numbers, one in force goes before all that are not. Of two of one type, the one of
 * the feed's own authority is chosen, else the first. Null if there is none, or if none names a person.
 */
export function chooseIdentifier(identifiers: readonly Identifier[], choices: Choices): PatientNumber | null {
  const [best] = identifiers
    .filter((identifier) => isAPersons(identifier, choices))
    .map((identifier) => ({ identifier, ranks: ranksOf(identifier, choices) }))
    .sort((a, b) => compareRanks(a.ranks, b.ranks));
  return best ? patientNumber(best.identifier, choices.authority) : null;
}

/** Returns all numbers that may have been a patient's, each once: hospitals' own, or the others if there is none. */
export function everyNumber(identifiers: readonly Identifier[], choices: Choices): PatientNumber[] {
  const persons = identifiers.filter((identifier) => isAPersons(identifier, choices));
  const own = persons.filter((identifier) => isHospitals(identifier, choices));
  const numbers = (own.length > 0 ? own : persons).map((identifier) =>
    patientNumber(identifier, choices.authority),
  );
  return [...new Map(numbers.map((number) => [number.key, number])).values()];
}

/** Lower ranks are better; the first that differs decides. */
function ranksOf(identifier: Identifier, choices: Choices): number[] {
  const { type, authority, isInForce } = identifier;
  return [
    isHospitals(identifier, choices) ? 0 : 1,
    isInForce ? 0 : 1,
    typeRank(type, choices),
    authority === choices.authority ? 0 : 1,
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function typeRank(type: string, { identifierTypes }: Choices): number {
  const index = identifierTypes.indexOf(type);
  return index < 0 ? identifierTypes.length : index;
}

/** A type that the feed names is a person's, whatever it is. */
function isAPersons({ type }: Identifier, { identifierTypes }: Choices): boolean {
  return identifierTypes.includes(type) || !NOT_A_PERSONS.has(type);
}

/** A type that the feed names is a hospital's, whatever it is. */
function isHospitals({ type }: Identifier, { identifierTypes }: Choices): boolean {
  return identifierTypes.includes(type) || !(NOT_A_HOSPITALS.has(type) || NATIONAL.test(type));
}

function patientNumber({ number, authority }: Identifier, fallback: string): PatientNumber {
  const assigner = authority || fallback;
  return { key: patientKey(assigner, number), authority: assigner, mrn: number };
}
