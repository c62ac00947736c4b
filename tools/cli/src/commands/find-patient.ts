import {
  type Erasure,
  erasuresRepository,
  type Queryable,
  patientsRepository,
  type StoredPatient,
} from '@renwatch/store';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';

export interface WantedPatient {
  mrn: string;
  /** Needed if several hospitals use the number. */
  authority: string | undefined;
}

/**
 * Returns the patient with a number, current or merged.
 * @throws CommandError if nobody has it, with the erasures of it, or if several patients have it
 */
export async function findPatient(db: Queryable, wanted: WantedPatient): Promise<StoredPatient> {
  const { mrn, authority } = wanted;
  const numbers = await patientsRepository.withMrn(db, mrn);
  const found = numbers.filter((number) => authority === undefined || number.authority === authority);
  const [first] = found;
  if (!first) {
    const others = numbers.map((number) => number.authority).join(', ');
    const place = authority === undefined ? '' : ` at ${authority}`;
    const erasures = (await erasuresRepository.withMrn(db, mrn)).map((erasure) => `; ${erasedText(erasure)}`);
    throw new CommandError(
      `no patient has the number ${mrn}${place}${others ? `; it is known at: ${others}` : ''}${erasures.join('')}`,
      EXIT.notDone,
    );
  }
  if (new Set(found.map(({ survivorId }) => survivorId)).size === 1) return first;
  const authorities = found.map((number) => number.authority).join(', ');
  throw new CommandError(
    `several patients have the number ${mrn}; choose one with --authority (${authorities})`,
    EXIT.usage,
  );
}

/** Says when and by whom a number's patient was erased, and why. */
export function erasedText({ erasedAt, by, because, id }: Erasure): string {
  return `a patient with this number was erased at ${erasedAt} by ${by}: ${because} (erasure ${id})`;
}
