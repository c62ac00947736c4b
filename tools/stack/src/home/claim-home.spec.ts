import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimHome } from './claim-home';
import { homeFolder } from '../settings/home-folder';

describe('claiming a home', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-home-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('creates it, and recognises it later', () => {
    const home = homeFolder(path.join(folder, 'deeper', 'home'));
    claimHome(home);
    mkdirSync(home.postgres);
    expect(() => claimHome(home)).not.toThrow();
  });

  it("accepts a folder with other files, unless they have Renwatch's names", () => {
    mkdirSync(path.join(folder, 'notes'));
    const home = homeFolder(folder);
    mkdirSync(home.postgres);
    mkdirSync(home.logs);
    expect(() => claimHome(home)).toThrow(
      /RENWATCH_HOME=.* holds postgres, logs, which Renwatch did not make .*: name another folder/,
    );
    expect(existsSync(home.markFile)).toBe(false);
    rmSync(home.postgres, { recursive: true });
    rmSync(home.logs, { recursive: true });
    claimHome(home);
    expect(existsSync(home.markFile)).toBe(true);
  });
});
