import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cachedFolder, cacheFolder } from './cached-folder.cjs';

describe('a cached folder', () => {
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(path.join(tmpdir(), 'renwatch-cache-'))));
  afterEach(() => rmSync(cache, { recursive: true }));

  it('is filled once, even by two callers at the same time', async () => {
    const fill = async (folder: string) => writeFileSync(path.join(folder, 'a'), '');
    const folders = await Promise.all([1, 2].map(() => cachedFolder({ cache, name: 'jars', fill })));
    expect(folders).toEqual([path.join(cache, 'jars'), path.join(cache, 'jars')]);
    const never = () => Promise.reject(new Error('filled again'));
    expect(readdirSync(await cachedFolder({ cache, name: 'jars', fill: never }))).toEqual(['a']);
    expect(readdirSync(cache)).toEqual(['jars']);
  });

  it('does not exist after a failed download', async () => {
    const fill = () => Promise.reject(new Error('no network'));
    await expect(cachedFolder({ cache, name: 'jars', fill })).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each([
    [{ RENWATCH_CACHE: '/mine', XDG_CACHE_HOME: '/x' }, '/mine'],
    [{ XDG_CACHE_HOME: '/x' }, '/x/renwatch'],
  ])('lies where the environment says: %j', (env, place) => {
    expect(cacheFolder(env)).toBe(place);
  });
});
