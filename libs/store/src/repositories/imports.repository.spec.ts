import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { importsRepository } from './imports.repository';

const sha256 = 'ab'.repeat(32);

describe('imports', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(() => fresh.db.query('DELETE FROM imports'));
  afterAll(() => fresh.drop());

  it('start, complete, and restart after an interruption', async () => {
    expect(await importsRepository.state(fresh.db, sha256)).toBe('absent');
    await importsRepository.begin(fresh.db, { sha256, kind: 'history' });
    await importsRepository.begin(fresh.db, { sha256, kind: 'history' });
    expect(await importsRepository.state(fresh.db, sha256)).toBe('started');
    await importsRepository.finish(fresh.db, { sha256, patients: 3, results: 9 });
    expect(await importsRepository.state(fresh.db, sha256)).toBe('complete');
    await importsRepository.analyze(fresh.db);
  });

  it('are made by one replica: the others wait and find it complete', async () => {
    const work = () =>
      fresh.open().transaction(async (tx) => {
        await importsRepository.importLock(tx);
        const state = await importsRepository.state(tx, sha256);
        if (state === 'complete') return 'found';
        await importsRepository.begin(tx, { sha256, kind: 'history' });
        await importsRepository.finish(tx, { sha256, patients: 1, results: 1 });
        return 'made';
      });
    const outcomes = await Promise.all([work(), work(), work()]);
    expect(outcomes.sort()).toEqual(['found', 'found', 'made']);
  });
});
