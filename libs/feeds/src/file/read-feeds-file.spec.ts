import path from 'node:path';
import { readFeedsFile } from './read-feeds-file';

const EXAMPLE = path.join(__dirname, '../../../../docs/operations/feeds.example.yaml');

describe('readFeedsFile', () => {
  it('reads the example of the manual', () => {
    const { feeds, faults } = readFeedsFile(EXAMPLE);
    expect(faults).toEqual([]);
    expect(feeds).toMatchObject([
      { direction: 'listened', port: 2575, options: { name: 'lab', authority: 'RRK', tls: 'on' } },
      { direction: 'listened', port: 2576, options: { name: 'wards', acknowledgements: 'original' } },
      { direction: 'dialled', host: 'poct.example', options: { name: 'poct', authority: 'POCT' } },
    ]);
    expect(feeds[0]?.options.codes).toHaveLength(3);
    expect(feeds[2]?.options.authorityAliases).toMatchObject({ OLDTRUST: 'RRK' });
  });

  it('has no feeds without a file', () => {
    expect(readFeedsFile(undefined)).toEqual({ feeds: [], faults: [] });
  });

  it('names the variable in each fault', () => {
    const notYaml = path.join(__dirname, '../index.ts');
    for (const file of [path.join(__dirname, 'none.yaml'), notYaml]) {
      const { feeds, faults } = readFeedsFile(file);
      expect(feeds).toEqual([]);
      expect(faults[0]?.name).toMatch(/^FEEDS_FILE/);
    }
  });
});
