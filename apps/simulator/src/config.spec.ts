import { ConfigurationError } from '@renwatch/runtime';
import path from 'node:path';
import { readSimulatorConfiguration } from './config';

const load = (...argv: string[]) => readSimulatorConfiguration({ env: {}, argv });

function faults(...argv: string[]): string[] {
  try {
    load(...argv);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ name }) => name);
  }
}

describe('readSimulatorConfiguration', () => {
  it('defaults to the behaviour of the course’s simulator', () => {
    expect(load()).toMatchObject({
      mllp: 8440,
      pager: 8441,
      rewind: true,
      shortMessages: false,
      noLog: false,
      segmentGapMs: 1_000,
      speed: 'max',
      disconnectEvery: 0,
      resume: undefined,
      events: undefined,
    });
  });

  it('accepts the flags of the course’s simulator', () => {
    const messages = path.join(__dirname, 'config.ts');
    const argv = [
      `--messages=${messages}`,
      '--mllp=9440',
      '--pager=off',
      '--short_messages',
      '--no_log',
      '--rewind=false',
    ];
    expect(load(...argv, '--speed=0.5')).toMatchObject({
      messages,
      mllp: 9440,
      pager: 'off',
      shortMessages: true,
      noLog: true,
      logLevel: 'error',
      rewind: false,
      speed: { timesRealTime: 0.5 },
    });
  });

  it('reads the message file from the environment too', () => {
    const env = { MESSAGES: path.join(__dirname, 'config.ts') };
    expect(readSimulatorConfiguration({ env, argv: [] }).messages).toBe(env.MESSAGES);
  });

  it.each([
    [['--messages=/no/such/file'], ['--messages']],
    [[`--messages=${__dirname}`], ['--messages']],
    [['--mllp=70000'], ['--mllp']],
    [['--pager=on'], ['--pager']],
    [['--rewind=perhaps'], ['--rewind']],
    [['--speed=0'], ['--speed']],
    [['--speed=fast'], ['--speed']],
    [['--disconnect-every=-1'], ['--disconnect-every']],
    [['--segment-gap-ms=0'], ['--segment-gap-ms']],
    [['--resume=position.json'], ['--resume']],
    [['--mllp=off', '--pager=off'], ['--mllp and --pager']],
    [['--mllp=9440', '--pager=9440'], ['--pager']],
    [['--mllp=8080'], ['HTTP_PORT']],
    [
      ['--short-messages', '--mllp=x', '--messages=/no/such/file'],
      ['--short-messages', '--messages', '--mllp'],
    ],
  ])('refuses %j and names the flags', (argv, names) => {
    expect(faults(...argv)).toEqual(names);
  });
});
