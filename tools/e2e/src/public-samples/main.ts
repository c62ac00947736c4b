// npx nx run e2e:public-samples -- FOLDER: tries public HL7 messages and prints the table of docs/public-samples.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { replaceTable } from '../markdown-table';
import { samplesTable } from './samples-table';

const COMMAND = 'npx nx run e2e:public-samples';

new Command('e2e:public-samples')
  .description('Count what Renwatch would make of a folder of HL7 messages.')
  .argument('<folder>', 'folder of messages, such as ../shared/data/hl7')
  .option('--write-table <page>', 'also write the table into this page')
  .action((folder: string, { writeTable }: { writeTable?: string }) => {
    const table = samplesTable(folder);
    for (const line of table) process.stdout.write(`${line}\n`);
    if (writeTable === undefined) return;
    const page = replaceTable(readFileSync(writeTable, 'utf8'), { command: COMMAND, table, whole: true });
    writeFileSync(writeTable, page);
  })
  .parse();
