import { Command } from 'commander';
import { measureParsers } from './parse/measure-parsers';
import { rateTable } from './rounds/rate-table';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): void {
  for (const { message, bytes, rates } of measureParsers()) {
    print(`parse and read, ${message} (${bytes} bytes): messages per CPU-second`);
    print(rateTable(rates));
    print('');
  }
}

new Command('bench:parse-peers')
  .description('Compare parsers of HL7 on the same messages, in turn, per CPU-second.')
  .action(main)
  .parse();
