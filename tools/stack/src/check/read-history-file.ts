import { type KnownResult } from './known-result';

/** Reads `mrn,creatinine_date_0,creatinine_result_0,…` without any code of the services. */
export function readHistoryFile(text: string): KnownResult[] {
  const [, ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  return rows.flatMap((row) => {
    const [mrn = '', ...cells] = row.split(',');
    const results: KnownResult[] = [];
    for (let i = 0; i + 1 < cells.length; i += 2) {
      const [date, value] = [cells[i], cells[i + 1]];
      if (date && value) results.push({ mrn: mrn.trim(), local: digitsOf(date), umolPerL: Number(value) });
    }
    return results;
  });
}

export const digitsOf = (date: string): string => date.replace(/\D/g, '').padEnd(14, '0');
