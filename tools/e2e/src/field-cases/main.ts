import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sharedDataFolder } from '@renwatch/testing';
import { Command } from 'commander';
import { markdownTable } from '../markdown-table';
import { compareFieldCase } from './compare-field-case';
import { withChoice } from './decided-choices';
import { type FieldCase } from './field-case';
import { FieldCaseServices } from './field-case-services';
import { playFieldCase } from './play-field-case';
import { OWN_FIELD_CASES, readFieldCases } from './read-field-cases';

interface Options {
  only?: string[];
  folder?: string;
  keepLogs?: true;
}

/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

const program = new Command('field-cases')
  .description('Play situations that senders bring about through the real services, and check every outcome.')
  .option('--only <name...>', 'play only the cases whose name begins so')
  .option(
    '--folder <path>',
    'folder of the cases; default: our own, and shared/data/field-cases if it is there',
  )
  .option('--keep-logs', 'keep the logs of the services also if every case is right')
  .action(fieldCases);

async function fieldCases({ only, folder, keepLogs }: Options): Promise<void> {
  const given = folder === undefined ? knownCases() : readFieldCases(folder);
  if (!given) return program.error(`there is no cases.json in ${folder}`);
  const cases = given
    .map(withChoice)
    .filter(({ name }) => only === undefined || only.some((start) => name.startsWith(start)));
  if (cases.length === 0) return program.error('no case begins so');
  const home = mkdtempSync(path.join(tmpdir(), 'renwatch-field-cases-'));
  const services = new FieldCaseServices(home);
  for (const [signal, code] of Object.entries(INTERRUPTED)) process.once(signal, () => process.exit(code));
  const rows: string[][] = [];
  let wrong = 0;
  let isPlayed = false;
  try {
    await services.start();
    for (const fieldCase of cases) {
      const differences = await differencesOf(services, fieldCase).catch((error: unknown) => [String(error)]);
      if (differences.length > 0) wrong += 1;
      print(`${fieldCase.name} ${differences.length === 0 ? 'right' : 'WRONG'}: ${fieldCase.title}`);
      for (const line of differences) print(`    ${line}`);
      rows.push([fieldCase.name, fieldCase.title, outcomeText(differences)]);
    }
    isPlayed = true;
  } finally {
    await services.stop({ keepLogs: keepLogs ?? (wrong > 0 || !isPlayed) });
  }
  print('');
  for (const line of markdownTable(['case', 'situation', 'outcome'], rows)) print(line);
  print(`${cases.length - wrong} of ${cases.length} cases are right`);
  if (wrong > 0) print(`the logs are in ${home}`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

/** Our own cases, then those of the shared folder. */
function knownCases(): FieldCase[] {
  const shared = sharedDataFolder();
  const given = shared === undefined ? undefined : readFieldCases(path.join(shared, 'field-cases'));
  if (!given) print('no shared/data/field-cases beside the checkout: only our own cases are played');
  return [...(readFieldCases(OWN_FIELD_CASES) ?? []), ...(given ?? [])];
}

async function differencesOf(services: FieldCaseServices, fieldCase: FieldCase): Promise<string[]> {
  const { environment, repeat } = fieldCase;
  const hasOwnSettings = Object.keys(environment).length > 0;
  const exit = hasOwnSettings ? await services.checkConfiguration('inference', environment) : 0;
  const differences: string[] = [];
  const play = async () => {
    for (let turn = 0; turn < repeat; turn += 1) {
      const observed = { ...(await playFieldCase(services, fieldCase, turn)), exit };
      const found = compareFieldCase(fieldCase, observed);
      differences.push(...found.map((line) => (repeat > 1 ? `turn ${turn + 1}: ${line}` : line)));
    }
  };
  if (!hasOwnSettings) await play();
  else if (exit === 0) await services.withInference(environment, play);
  else differences.push(...compareFieldCase(fieldCase, { ...UNPLAYED, exit }));
  return differences;
}

/** Stands for a case whose settings are refused, so that it cannot be played. */
const UNPLAYED = {
  ...{ answers: [], pages: [], stages: [], live: [], deadLetters: [], counts: {} },
  ...{ isFeedQuiet: true, demographics: '' },
};

const outcomeText = (differences: readonly string[]): string =>
  differences.length === 0 ? 'right' : `${differences.length} differences`;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
