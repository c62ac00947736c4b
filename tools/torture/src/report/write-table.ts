import { readFileSync, writeFileSync } from 'node:fs';
import { replaceTable } from '@renwatch/e2e';

/** Writes a command's table into a Markdown page. @throws Error if the page lacks its markers */
export function writeTable(file: string, table: Parameters<typeof replaceTable>[1]): void {
  writeFileSync(file, replaceTable(readFileSync(file, 'utf8'), table));
  process.stdout.write(`the table is in ${file}\n`);
}
