import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RotatingLog } from '../log/rotating-log';
import { launchService } from './launch-service';

describe('launching a service', () => {
  let folder: string;
  let log: RotatingLog;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-launch-'));
    log = new RotatingLog({ file: path.join(folder, 'out.log') });
  });
  afterEach(() => {
    log.close();
    rmSync(folder, { recursive: true });
  });
  const launch = (program: string) => {
    const main = path.join(folder, 'main.js');
    writeFileSync(main, program);
    return launchService({
      definition: { name: 'pager', main, args: ['--x=1'], env: { GREETING: 'hello' }, httpPort: 1 },
      log,
      environment: { ...process.env, GREETING: 'lost' },
    });
  };

  it('passes arguments and environment, and logs its output', async () => {
    const service = launch(
      'console.log(process.env.GREETING, process.argv[2]); console.error("oh"); process.exit(3)',
    );
    expect(await service.ended).toEqual({ code: 3, signal: null });
    expect(readFileSync(path.join(folder, 'out.log'), 'utf8').split('\n').sort()).toEqual([
      '',
      'hello --x=1',
      'oh',
    ]);
  });

  it('signals its whole process group', async () => {
    const service = launch(`
      require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      setInterval(() => {}, 1000);`);
    service.signal('SIGKILL');
    // It has ended only when the last process that holds its output has.
    expect(await service.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
