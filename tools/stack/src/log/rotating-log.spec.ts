import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RotatingLog } from './rotating-log';

describe('a rotating log', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-log-'));
    file = path.join(folder, 'logs', 'gateway.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appends to the log of an earlier start', () => {
    for (const line of ['one\n', 'two\n']) {
      const log = new RotatingLog({ file });
      log.write(line);
      log.close();
    }
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  it('never keeps more than twice its limit', () => {
    const log = new RotatingLog({ file, maxBytes: 10 });
    for (let i = 0; i < 100; i += 1) log.write(`line ${i}\n`);
    log.close();
    expect(readFileSync(file, 'utf8')).toBe('line 99\n');
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('line 98\n');
    expect(existsSync(`${file}.2`)).toBe(false);
  });

  it('returns its last lines, and none of an earlier start', () => {
    const earlier = new RotatingLog({ file });
    earlier.write('zero\n');
    earlier.close();
    const log = new RotatingLog({ file });
    expect(log.lastLines(2)).toEqual([]);
    log.write('one\ntwo\n\nthree\n');
    expect(log.lastLines(2)).toEqual(['two', 'three']);
    log.close();
  });
});
