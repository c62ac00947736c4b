import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkConfigurations } from './check-configurations';
import { type ServiceName } from '../settings/config';
import { type ServiceDefinition } from './service-definition';

describe('checking configurations', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-check-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const service = (name: ServiceName, script: string): ServiceDefinition => {
    const main = path.join(folder, `${name}.cjs`);
    writeFileSync(main, script);
    return { name, main, args: ['--own'], env: { OWN: 'own' }, httpPort: 1 };
  };

  it('collects the faults of every service, each with its own environment', async () => {
    const complains = (expression: string) =>
      `process.stderr.write(${expression} + '\\n'); process.exitCode = 78;`;
    const definitions = [
      service('gateway', complains('process.argv.slice(2).join()')),
      service('inference', 'process.exitCode = 0'),
      service('pager', complains('process.env.OWN + process.env.SHARED')),
    ];
    expect(await checkConfigurations({ definitions, environment: { OWN: 'no', SHARED: '!' } })).toEqual([
      'gateway: --own,--check-configuration',
      'pager: own!',
    ]);
  });

  it('reports a fault that several services share once', async () => {
    const complains = (lines: string) =>
      `process.stderr.write(${JSON.stringify(lines)}); process.exitCode = 78;`;
    const definitions = [
      service('gateway', complains('gateway: SIZE=-1: give a number\n')),
      service('pager', complains('pager: SIZE=-1: give a number\npager: URL=x: give a URL\n')),
    ];
    expect(await checkConfigurations({ definitions, environment: {} })).toEqual([
      'gateway, pager: SIZE=-1: give a number',
      'pager: URL=x: give a URL',
    ]);
  });

  it('ignores every other failure', async () => {
    const definitions = [service('gateway', "console.error('a fault'); process.exitCode = 1")];
    expect(await checkConfigurations({ definitions, environment: {} })).toEqual([]);
  });
});
