import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from '../settings/config';
import { askedSource } from './asked-source';
import { refuseOtherSource } from './refuse-other-source';

describe('a start on the data of another stream', () => {
  const here = mkdtempSync(path.join(tmpdir(), 'renwatch-source-'));
  for (const name of ['a.mllp', 'b.mllp', 'h.csv']) writeFileSync(path.join(here, name), '');
  afterAll(() => rmSync(here, { recursive: true }));

  const read = (argv: string[], env: Record<string, string> = {}) =>
    readConfiguration({ env: { INIT_CWD: here, RENWATCH_HOME: '/kept', ...env }, argv });
  const start = (kept: string[], asked: string[], env?: Record<string, string>) => () =>
    refuseOtherSource({ configuration: read(asked, env), kept: askedSource(read(kept)) });
  const COURSE = ['--messages=a.mllp', '--history=h.csv'];

  it('is refused with both streams and every remedy', () => {
    expect(start(['--once', '--fresh', ...COURSE], [])).toThrow(
      `RENWATCH_HOME=/kept holds the stream ${here}/a.mllp with the history ${here}/h.csv, ` +
        'and this start asks for the synthetic hospital with its own history: their patients would be mixed; ' +
        'start fresh with --fresh, keep both with another folder in RENWATCH_HOME=…, ' +
        `continue with what is kept (--messages=${here}/a.mllp --history=${here}/h.csv), ` +
        'or look at it with --without=simulator',
    );
  });

  it.each([
    ['the synthetic hospital', [], COURSE, 'continue with what is kept (neither --messages nor --history)'],
    ['another message file', COURSE, ['--messages=b.mllp', '--history=h.csv'], 'b.mllp with the history'],
    ['no history', ['--messages=a.mllp'], COURSE, 'a.mllp with no history, and this'],
    ["the user's feed", ['--mllp=9440'], [], 'holds the feed of MLLP_ADDRESS, with no history'],
  ])('is refused where %s was before', (_what, kept, asked, message) => {
    expect(start(kept, asked)).toThrow(message);
  });

  it('does not suggest --fresh if that is impossible', () => {
    const onOwnDatabase = start(COURSE, [], { DATABASE_URL: 'postgres://d' });
    expect(onOwnDatabase).toThrow('RENWATCH_HOME=…');
    expect(onOwnDatabase).not.toThrow('--fresh');
  });

  it.each([
    ['of the same stream', COURSE, ['--once', '--speed=60', ...COURSE]],
    ['of the synthetic hospital again', ['--once'], []],
    ['with --fresh', COURSE, ['--fresh']],
    ["of the user's own feed", COURSE, ['--mllp=9440']],
    ['that plays nothing', COURSE, ['--without=simulator']],
  ])('goes on where it is one %s', (_what, kept, asked) => {
    expect(start(kept, asked)).not.toThrow();
  });

  it('continues if nothing is kept, or its origin is unknown', () => {
    const env = { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://d' };
    expect(start(COURSE, [], env)).not.toThrow();
    expect(() => refuseOtherSource({ configuration: read(COURSE), kept: undefined })).not.toThrow();
  });
});
