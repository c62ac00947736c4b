import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type HomeFolder } from '../settings/home-folder';

export interface EmptyHomeOptions {
  home: HomeFolder;
  say: (line: string) => void;
}

const CONTENTS: Record<
  | 'kafka'
  | 'postgres'
  | 'simulator'
  | 'sourceFile'
  | 'logs'
  | 'prometheus'
  | 'environmentFile'
  | 'modelSwitchFile',
  string
> = {
  kafka: 'every message and alert on Kafka',
  postgres: 'all patients, results, decisions and pages',
  simulator: 'how far the stream was played',
  sourceFile: 'which stream it came from',
  logs: 'the logs',
  prometheus: 'the samples of --watch',
  environmentFile: 'the address of the broker and the database',
  modelSwitchFile: 'whether the model was switched off',
};

/** Removes what earlier starts kept, and prints it first. Removes only what this program made. */
export async function emptyHome({ home, say }: EmptyHomeOptions): Promise<void> {
  for (const [name, contents] of Object.entries(CONTENTS) as [keyof typeof CONTENTS, string][]) {
    const folder = home[name];
    if (!existsSync(folder)) continue;
    say(`--fresh: removing ${path.relative(process.cwd(), folder) || folder} (${contents})`);
    await rm(folder, { recursive: true, force: true });
  }
}
