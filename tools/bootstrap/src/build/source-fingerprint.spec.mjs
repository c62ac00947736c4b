import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sourceFingerprint } from './source-fingerprint.mjs';

describe('the fingerprint of the sources', () => {
  let root;
  const write = (name, text) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'renwatch-sources-'));
    write('package-lock.json', '{}');
    write('libs/hl7/src/index.ts', 'export {};');
    write('libs/hl7/dist/tsconfig.lib.tsbuildinfo', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('stays the same while only what is made from them changes', () => {
    const before = sourceFingerprint(root);
    write('libs/hl7/dist/index.js', 'x');
    write('libs/hl7/test-results/UTC.json', 'x');
    write('.renwatch/kafka/log', 'x');
    expect(sourceFingerprint(root)).toBe(before);
  });

  it.each([
    ['a new file', () => write('apps/gateway/src/main.ts', '')],
    ['another size', () => write('libs/hl7/src/index.ts', 'export { };')],
    ['another time', () => utimesSync(path.join(root, 'libs/hl7/src/index.ts'), 1, 1)],
    ['a removed file', () => rmSync(path.join(root, 'libs/hl7/src/index.ts'))],
    ['another lock', () => write('package-lock.json', '{ }')],
    ['a build that was removed', () => rmSync(path.join(root, 'libs/hl7/dist'), { recursive: true })],
  ])('changes with %s', (_what, change) => {
    const before = sourceFingerprint(root);
    change();
    expect(sourceFingerprint(root)).not.toBe(before);
  });
});
