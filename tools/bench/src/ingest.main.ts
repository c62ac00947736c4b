import { Command } from 'commander';
import { measureIngest } from './ingest/measure-ingest';
import { rateTable } from './rounds/rate-table';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Options {
  connections: string;
  rounds: string;
  seconds: string;
}

async function main({ connections, rounds, seconds }: Options): Promise<void> {
  const rates = await measureIngest({
    ...{ connections: connections.split(',').map(Number), rounds: Number(rounds) },
    measureMs: 1_000 * Number(seconds),
  });
  for (const { connections: count, perSecond, perCpuSecond } of rates) {
    print(`${count} connections, ORU of 1.9 kB, stop-and-wait: answers per second`);
    print(rateTable(perSecond));
    print(`the same, answers per CPU-second of the measured process`);
    print(rateTable(perCpuSecond));
    print('');
  }
}

void new Command('bench:ingest')
  .description('Compare the gateway with servers that store nothing and with a bare produce.')
  .option('--connections <counts>', 'numbers of connections', '1,16,64,256')
  .option('--rounds <count>', 'rounds', '3')
  .option('--seconds <seconds>', 'time of each measurement', '2')
  .action(main)
  .parseAsync();
