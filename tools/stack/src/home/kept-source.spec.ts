import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeptSource } from './kept-source';

describe('the origin of kept data', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-source-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const course = { stream: '/a/m.mllp', history: '/a/h.csv' };

  it('is that of the first stream', () => {
    const source = new KeptSource(path.join(folder, 'stream.json'));
    expect(source.read()).toBeUndefined();
    expect(source.keep(course)).toEqual(course);
    expect(source.keep({ stream: 'feed' })).toEqual(course);
    expect(new KeptSource(path.join(folder, 'stream.json')).read()).toEqual(course);
  });

  it('is unknown for an unreadable record, which is rewritten', () => {
    const file = path.join(folder, 'broken.json');
    writeFileSync(file, '{"stre');
    expect(new KeptSource(file).read()).toBeUndefined();
    expect(new KeptSource(file).keep({ stream: 'synthetic' })).toEqual({ stream: 'synthetic' });
    expect(new KeptSource(file).read()).toEqual({ stream: 'synthetic' });
  });
});
