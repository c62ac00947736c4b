import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFeedsFile } from '@renwatch/feeds';
import { FeedCodes } from './feed-codes';

const DEFAULT = { code: 'CREATININE', system: '', defaultUnit: null };

describe('the codes of feeds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-codes-'));
  const file = join(folder, 'feeds.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (...feeds: string[]) => writeFileSync(file, `feeds: [${feeds.join(', ')}]`);

  const scene = (...feeds: string[]) => {
    write(...feeds);
    const known: (readonly string[])[] = [];
    const errors: unknown[] = [];
    const codes = new FeedCodes({
      feeds: readFeedsFile(file).feeds,
      read: () => readFeedsFile(file),
      codes: [DEFAULT],
      events: { feedsKnown: (names) => void known.push(names) },
      log: { info: () => undefined, error: (fields: unknown) => void errors.push(fields) },
    });
    const of = (feed: string) => codes.of(feed).map(({ code }) => code);
    return { codes, of, known, errors };
  };

  const lab = (codes: string) => `{ name: lab, listen: 2575, codes: [${codes}] }`;
  const ward = '{ name: ward, listen: 2576 }';

  it('are those of the feed itself, or the default', () => {
    const { of } = scene(lab('CREA'), ward);
    expect([of('lab'), of('ward'), of('elsewhere')]).toEqual([['CREA'], ['CREATININE'], ['CREATININE']]);
  });

  it('change with the file, feed by feed', () => {
    const { codes, of, errors } = scene(lab('CREA'), ward);
    write(lab('KREA, CREA2'), '{ name: ward, listen: 2576, codes: [W] }');
    expect(of('lab')).toEqual(['CREA']);
    codes.reload();
    expect([of('lab'), of('ward'), errors]).toEqual([['KREA', 'CREA2'], ['W'], []]);
  });

  it('are the default again once a feed or its codes are removed', () => {
    const { codes, of } = scene(lab('CREA'), '{ name: ward, listen: 2576, codes: [W] }');
    write(ward);
    codes.reload();
    expect([of('lab'), of('ward')]).toEqual([['CREATININE'], ['CREATININE']]);
  });

  it('tell which feeds are known, with those that a reload adds', () => {
    const { codes, known } = scene(ward);
    write(ward, lab('CREA'));
    codes.reload();
    expect(known).toEqual([['ward'], ['ward', 'lab']]);
  });

  it.each([
    ['a fault in one feed', () => write(lab('NEW'), '{ name: ward, listen: 2576, timezone: Mars }')],
    ['an unknown unit', () => write(lab('NEW=stone'))],
    ['no YAML', () => writeFileSync(file, 'feeds: [')],
    ['no file', () => rmSync(file)],
  ])('stay as they are, with every fault in the log, after %s', (_name, damage) => {
    const { codes, of, known, errors } = scene(lab('CREA'), ward);
    damage();
    codes.reload();
    expect([of('lab'), known]).toEqual([['CREA'], [['lab', 'ward']]]);
    expect(errors).toEqual([
      { faults: [expect.objectContaining({ name: expect.stringContaining('FEEDS_FILE') as string })] },
    ]);
  });
});
