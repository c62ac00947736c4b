import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackages, missingPackages } from './link-packages';

describe('linking the installed packages into a checkout', () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'link-packages-')));
  const from = path.join(folder, 'from');
  const to = path.join(folder, 'to');
  const lock = (version: string) => ({
    packages: {
      '': {},
      'libs/aki': { version: '0.1.0' },
      'node_modules/@renwatch/aki': { resolved: 'libs/aki', link: true },
      'node_modules/left': { version },
      'node_modules/left/node_modules/right': { version: '1.0.0' },
      'libs/aki/node_modules/left': { version: '2.0.0' },
    },
  });
  const put = (root: string, version: string) => {
    mkdirSync(path.join(root, 'libs/aki'), { recursive: true });
    writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify(lock(version)));
  };

  beforeEach(() => {
    put(from, '1.0.0');
    const installed = [
      'node_modules/left/node_modules/right',
      'node_modules/@renwatch/aki',
      'libs/aki/node_modules/left',
    ];
    for (const name of installed) mkdirSync(path.join(from, name), { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('links own packages into the checkout and others to the installed ones', () => {
    put(to, '1.0.0');
    expect(linkPackages({ from, to })).toBe(true);
    const real = (name: string) => path.relative(folder, realpathSync(path.join(to, name)));
    expect(real('node_modules/@renwatch/aki')).toBe('to/libs/aki');
    expect(real('node_modules/left')).toBe('from/node_modules/left');
    expect(real('libs/aki/node_modules/left')).toBe('from/libs/aki/node_modules/left');
  });

  it('does nothing if a package has another version', () => {
    put(to, '1.1.0');
    expect(linkPackages({ from, to })).toBe(false);
    expect(existsSync(path.join(to, 'node_modules'))).toBe(false);
  });

  it('names missing packages and other versions, not extra packages', () => {
    const wanted = { packages: { 'node_modules/a': { version: '1' }, 'node_modules/b': { version: '1' } } };
    const installed = {
      packages: { 'node_modules/b': { version: '2' }, 'node_modules/c': { version: '1' } },
    };
    expect(missingPackages(wanted, installed)).toEqual(['node_modules/a', 'node_modules/b']);
  });
});
