import { Command } from 'commander';
import { BENCH_MESSAGES } from './parse/messages';
import { PARSERS } from './parse/parsers';
import { measureRounds } from './rounds/measure-rounds';
import { rateTable } from './rounds/rate-table';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): void {
  for (const { name, bytes, reads } of BENCH_MESSAGES) {
    const contenders = PARSERS.map((parser) => {
      const read = parser.prepare(reads);
      return { name: parser.name, kind: parser.kind, work: () => void read(bytes) };
    });
    print(`parse and read, ${name} (${bytes.length} bytes): messages per CPU-second`);
    print(rateTable(measureRounds(contenders)));
    print('');
  }
}

new Command('bench:parse-peers')
  .description('Compare parsers of HL7 on the same messages, in turn, per CPU-second.')
  .action(main)
  .parse();
