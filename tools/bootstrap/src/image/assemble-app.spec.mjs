import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assembleApp } from './assemble-app.mjs';
import { productionPackages } from './production-packages.mjs';

describe('an assembled app', () => {
  let root;
  const write = (file, content) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const put = (folder, manifest = {}) => write(`${folder}/package.json`, manifest);

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'renwatch-assemble-'));
    put('apps/gateway', {
      name: '@renwatch/gateway',
      dependencies: { '@renwatch/kafka': '*', nest: '1' },
      devDependencies: { '@renwatch/testing': '*', jest: '1' },
    });
    put('libs/kafka', { name: '@renwatch/kafka', dependencies: { kafkajs: '2', tiny: '1' } });
    put('libs/testing', { name: '@renwatch/testing', dependencies: { postgres: '1' } });
    put('node_modules/kafkajs', { dependencies: { tiny: '2' } });
    put('node_modules/kafkajs/node_modules/tiny', { version: '2' });
    put('node_modules/tiny', { version: '1' });
    put('node_modules/nest', {
      peerDependencies: { rxjs: '7', grpc: '1' },
      peerDependenciesMeta: { grpc: {} },
    });
    for (const name of ['rxjs', 'grpc', 'jest', 'postgres']) put(`node_modules/${name}`);
    for (const [name, folder] of Object.entries({ kafka: 'libs/kafka', testing: 'libs/testing' })) {
      mkdirSync(path.join(root, 'node_modules/@renwatch'), { recursive: true });
      symlinkSync(path.join('../..', folder), path.join(root, 'node_modules/@renwatch', name));
    }
    write('apps/gateway/dist/main.js', 'run');
    write('apps/gateway/dist/main.js.map', 'map');
    write('apps/gateway/src/main.ts', 'source');
    write('libs/kafka/dist/index.js', 'library');
    write('node_modules/kafkajs/index.js', 'client');
    write('node_modules/kafkajs/index.d.ts', 'types');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('has its libraries and packages, and nothing only tests need', () => {
    expect(productionPackages(root, 'apps/gateway')).toEqual([
      'apps/gateway',
      'libs/kafka',
      'node_modules/kafkajs',
      'node_modules/kafkajs/node_modules/tiny',
      'node_modules/nest',
      'node_modules/rxjs',
      'node_modules/tiny',
    ]);
  });

  it('says which package is not installed', () => {
    rmSync(path.join(root, 'node_modules/kafkajs'), { recursive: true });
    expect(() => productionPackages(root, 'apps/gateway')).toThrow(
      'libs/kafka needs kafkajs, which is not installed: run npm ci',
    );
  });

  it('is laid out as the workspace is, without sources, maps and types', () => {
    const out = path.join(root, 'out');
    assembleApp({ root, app: 'gateway', out });
    const kept = (file) => existsSync(path.join(out, file));
    expect(readFileSync(path.join(out, 'node_modules/@renwatch/kafka/dist/index.js'), 'utf8')).toBe(
      'library',
    );
    expect(['apps/gateway/dist/main.js', 'node_modules/kafkajs/index.js'].filter(kept)).toHaveLength(2);
    expect(kept('node_modules/kafkajs/node_modules/tiny/package.json')).toBe(true);
    const leftBehind = [
      'apps/gateway/src',
      'apps/gateway/dist/main.js.map',
      'node_modules/kafkajs/index.d.ts',
    ];
    expect([...leftBehind, 'node_modules/jest', 'libs/testing'].filter(kept)).toEqual([]);
  });
});
