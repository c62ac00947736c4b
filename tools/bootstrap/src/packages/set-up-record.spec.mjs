import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isInstalled, wantedRecord, writeRecord } from './set-up-record.mjs';

describe('the record of an installation', () => {
  let root;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'renwatch-setup-'));
    writeFileSync(path.join(root, 'package-lock.json'), '{"a":1}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is missing without node_modules, or if something else installed it', () => {
    expect(isInstalled(root)).toBe(false);
    mkdirSync(path.join(root, 'node_modules'));
    expect(isInstalled(root)).toBe(false);
  });

  it('holds until package-lock.json or the machine changes', () => {
    mkdirSync(path.join(root, 'node_modules'));
    writeRecord(root);
    expect(isInstalled(root)).toBe(true);
    expect(isInstalled(root, wantedRecord(root, { platform: 'darwin', arch: 'arm64' }))).toBe(false);
    writeFileSync(path.join(root, 'package-lock.json'), '{"a":2}');
    expect(isInstalled(root)).toBe(false);
  });
});
