import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from './unzip.mjs';

/** A zip archive of the parts of the format that archives of registries use. */
function zip(files) {
  const locals = [];
  const directory = [];
  let position = 0;
  for (const { name, text, method } of files) {
    const data = method === 0 ? Buffer.from(text) : deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(position, 42);
    locals.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    position += 30 + name.length + data.length;
  }
  const size = Buffer.concat(directory).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

describe('unzip', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'renwatch-unzip-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes the wanted files out by their base names, packed or not', async () => {
    const archive = path.join(folder, 'a.jar');
    writeFileSync(
      archive,
      zip([
        { name: 'org/x/lib.so.2', text: 'library '.repeat(1000), method: 8 },
        { name: 'META-INF/LICENSE', text: 'licence', method: 0 },
        { name: 'other.txt', text: 'not wanted', method: 8 },
      ]),
    );
    expect(await unzip(archive, ['lib.so.2', 'LICENSE', 'absent'], folder)).toEqual(
      new Set(['lib.so.2', 'LICENSE']),
    );
    expect(readFileSync(path.join(folder, 'lib.so.2'), 'utf8')).toBe('library '.repeat(1000));
    expect(readFileSync(path.join(folder, 'LICENSE'), 'utf8')).toBe('licence');
  });

  it('takes a file by its whole name where several have its base name', async () => {
    const archive = path.join(folder, 'a.whl');
    const files = ['v1', 'v2', 'v3'].map((name) => ({ name: `${name}/all.json`, text: name, method: 8 }));
    writeFileSync(archive, zip(files));
    expect(await unzip(archive, ['v2/all.json'], folder)).toEqual(new Set(['all.json']));
    expect(readFileSync(path.join(folder, 'all.json'), 'utf8')).toBe('v2');
  });

  it('refuses what is no archive', async () => {
    const archive = path.join(folder, 'a.jar');
    writeFileSync(archive, 'not found');
    await expect(unzip(archive, ['x'], folder)).rejects.toThrow('a.jar is no zip archive');
  });
});
