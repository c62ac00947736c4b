import { digitsOf } from '../check/read-history-file';

/** What a result is known by in files and in the database. */
export const resultKey = (mrn: string, local: string): string => `${mrn},${local}`;

/** Reads the course's `mrn,date` file of true AKI results. */
export function readLabels(text: string): Set<string> {
  const [, ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  return new Set(
    rows.map((row) => {
      const [mrn = '', date = ''] = row.split(',');
      return resultKey(mrn.trim(), digitsOf(date));
    }),
  );
}
