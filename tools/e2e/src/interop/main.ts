import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workspaceRoot } from '@renwatch/testing';
import { Command } from 'commander';
import { FieldCaseServices } from '../field-cases/field-case-services';
import { markdownTable } from '../markdown-table';
import { CLIENTS, type InteropClient } from './clients';
import { command } from './command';
import { interopMessages, type InteropMessage } from './interop-messages';

const program = new Command('interop')
  .description(
    'Send messages to a real gateway with clients that others wrote, and check that they accept its answers.',
  )
  .option('--only <part...>', 'run only the clients whose name contains this')
  .action(interop);

const CACHE = path.join(workspaceRoot(), 'node_modules/.cache/renwatch-interop');
/** As a shell reports that a signal ended a command. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

async function interop({ only }: { only?: string[] }): Promise<void> {
  const clients = CLIENTS.filter(
    ({ name }) => only === undefined || only.some((part) => name.includes(part)),
  );
  if (clients.length === 0) return program.error('no client has such a name');
  const home = mkdtempSync(path.join(tmpdir(), 'renwatch-interop-'));
  const services = new FieldCaseServices(home);
  for (const [signal, code] of Object.entries(INTERRUPTED)) process.once(signal, () => process.exit(code));
  const rows: string[][] = [];
  let faults = 0;
  let isPlayed = false;
  try {
    await services.start();
    for (const [index, client] of clients.entries()) {
      const found = await faultsOf(client, { services, home, mrn: `IOP${index}` });
      faults += found.length;
      print(`${client.name} ${client.version}: ${found.length === 0 ? 'right' : 'WRONG'}`);
      for (const line of found) print(`    ${line}`);
      const sent = interopMessages('').length;
      rows.push([client.name, client.version, String(sent), String(Math.max(0, sent - found.length))]);
    }
    isPlayed = true;
  } finally {
    await services.stop({ keepLogs: faults > 0 || !isPlayed });
  }
  print('');
  for (const line of markdownTable(['client', 'version', 'sent', 'right answer accepted'], rows)) print(line);
  if (faults > 0) print(`the logs are in ${home}`);
  process.exitCode = faults === 0 ? 0 : 1;
}

interface Place {
  services: FieldCaseServices;
  home: string;
  mrn: string;
}

/** Sends the messages with a client; describes each that it did not send or whose answer it did not accept, and a missing page. */
async function faultsOf(client: InteropClient, { services, home, mrn }: Place): Promise<string[]> {
  const messages = interopMessages(mrn);
  try {
    const folder = path.join(CACHE, slug(`${client.name} ${client.version}`));
    mkdirSync(folder, { recursive: true });
    await client.install(folder);
    const texts = path.join(home, mrn);
    mkdirSync(texts);
    for (const { name, text } of messages) writeFileSync(path.join(texts, `${name}.hl7`), text);
    const output = await command(client.command({ folder, port: services.port, messages: texts }));
    await services.untilDone();
    const pages = services.endpoint.pages.filter((page) => page.startsWith(`${mrn},`));
    const isPaged = pages.join() === `${mrn},20250610080000`;
    return [...answerFaults(messages, output), ...(isPaged ? [] : [`pages: ${pages.join(' ') || 'none'}`])];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** @param output `NAME<TAB>MSA-1` or `NAME<TAB>ERROR` for each message */
function answerFaults(messages: readonly InteropMessage[], output: string): string[] {
  const answers = new Map(output.split('\n').map((line) => line.split('\t') as [string, string]));
  return messages.flatMap(({ name, code }) => {
    const answer = answers.get(name) ?? 'no answer';
    return answer === code ? [] : [`${name}: ${answer}, not ${code}`];
  });
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
