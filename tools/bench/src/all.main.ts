import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@renwatch/testing';
import { Command } from 'commander';
import { measureIngest } from './ingest/measure-ingest';
import { measureParsers } from './parse/measure-parsers';
import { performancePage } from './report/performance-page';

async function main(options: { ingest: boolean }): Promise<void> {
  const machine = {
    ...{ cores: cpus().length, model: cpus()[0]?.model ?? 'unknown processors', node: process.version },
    load: loadavg()[0] ?? NaN,
  };
  const parse = measureParsers();
  const ingest = options.ingest
    ? await measureIngest({ connections: [1, 16, 64, 256], rounds: 3, measureMs: 1_000 })
    : [];
  const { page, plots } = performancePage({ parse, ingest, machine });
  process.stdout.write(page);
  const folder = join(workspaceRoot(), 'docs', 'performance');
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}.md`, page);
  for (const { name, content } of plots) await writeFile(join(folder, name), content);
}

void new Command('bench:all')
  .description('Measure parsers and servers side by side, and write docs/performance.md with its plots.')
  .option('--no-ingest', 'measure parsers alone, without a broker')
  .action(main)
  .parseAsync();
