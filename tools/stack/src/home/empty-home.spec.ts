import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyHome } from './empty-home';
import { homeFolder } from '../settings/home-folder';

describe('starting fresh', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'renwatch-home-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("removes and names what was kept, and nothing of anybody else's", async () => {
    const home = homeFolder(root);
    for (const folder of [home.kafka, home.postgres, home.logs])
      mkdirSync(path.join(folder, 'deep'), { recursive: true });
    writeFileSync(home.sourceFile, '{}');
    writeFileSync(home.environmentFile, 'DATABASE_URL=x');
    writeFileSync(home.modelSwitchFile, 'off');
    writeFileSync(path.join(root, 'notes.txt'), 'mine');
    const lines: string[] = [];
    await emptyHome({ home, say: (line) => lines.push(line) });
    expect(lines.map((line) => /\((.*)\)$/.exec(line)?.[1])).toEqual([
      'every message and alert on Kafka',
      'all patients, results, decisions and pages',
      'which stream it came from',
      'the logs',
      'the address of the broker and the database',
      'whether the model was switched off',
    ]);
    const { kafka, postgres, sourceFile, logs, environmentFile, modelSwitchFile } = home;
    const removed = [kafka, postgres, sourceFile, logs, environmentFile, modelSwitchFile];
    expect(removed.filter((file) => existsSync(file))).toEqual([]);
    expect(existsSync(path.join(root, 'notes.txt'))).toBe(true);
  });

  it('prints nothing if nothing was kept', async () => {
    const lines: string[] = [];
    await emptyHome({ home: homeFolder(path.join(root, 'absent')), say: (line) => lines.push(line) });
    expect(lines).toEqual([]);
  });
});
