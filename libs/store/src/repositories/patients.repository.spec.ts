import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { patientsRepository, type ImportedPatient } from './patients.repository';

const KEY = 'H|1';
const anna: ImportedPatient = { key: KEY, authority: 'H', mrn: '1' };

describe('patients', () => {
  let fresh: FreshDatabase;
  const ensure = async (...patients: ImportedPatient[]) =>
    (await patientsRepository.ensure(fresh.db, patients)).get(KEY);

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(() => fresh.db.query('DELETE FROM patients'));
  afterAll(() => fresh.drop());

  it('are created once and found again under the same id', async () => {
    const first = await ensure(anna);
    expect(first).toMatchObject({
      key: KEY,
      mrn: '1',
      birthDate: null,
      sex: 'U',
      demographicsAt: null,
      mergedInto: null,
    });
    expect((await ensure(anna))?.id).toBe(first?.id);
    expect(first?.survivorId).toBe(first?.id);
  });

  it('tell two hospitals’ 12345 apart', async () => {
    const both = await patientsRepository.ensure(fresh.db, [
      { key: 'A|12345', authority: 'A', mrn: '12345' },
      { key: 'B|12345', authority: 'B', mrn: '12345' },
    ]);
    expect(both.get('A|12345')?.id).not.toBe(both.get('B|12345')?.id);
  });

  it('take a sex that is unknown from an import, and no other', async () => {
    expect(await ensure(anna)).toMatchObject({ sex: 'U' });
    expect(await ensure({ ...anna, sex: 'F' })).toMatchObject({ sex: 'F' });
    expect(await ensure({ ...anna, sex: 'M' })).toMatchObject({ sex: 'F' });
    expect(await ensure(anna)).toMatchObject({ sex: 'F' });
  });

  it('named twice at once take the last', async () => {
    expect(await ensure({ ...anna, sex: 'M' }, { ...anna, sex: 'F' })).toMatchObject({ sex: 'F' });
  });

  it('keep the demographics that are saved, as they are given', async () => {
    const id = (await ensure(anna))?.id ?? '';
    for (const sex of ['F', 'U'] as const) {
      const known = {
        ...{ id, birthDate: '1950-01-01', sex, demographicsAt: '2024-01-01T00:00:00.000Z' },
        ...{ deletedDemographics: [], isDeceased: null, deceasedStatedAt: null },
      };
      await patientsRepository.saveDemographics(fresh.db, [known]);
      expect(await ensure(anna)).toMatchObject(known);
    }
  });

  it('that were merged away lead to the survivor', async () => {
    const both = await patientsRepository.ensure(fresh.db, [
      anna,
      { key: 'H|2', authority: 'H', mrn: '2', sex: 'F' },
    ]);
    const survivor = both.get('H|2')?.id;
    await fresh.db.query('UPDATE patients SET merged_into = $1 WHERE patient_key = $2', [survivor, KEY]);
    expect(await ensure(anna)).toMatchObject({
      mrn: '1',
      mergedInto: survivor,
      survivorId: survivor,
      sex: 'F',
    });
  });

  it('are made once by two that see them at the same moment', async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `H|${i}`, authority: 'H', mrn: String(i) }));
    const other = fresh.open();
    const [a, b] = await Promise.all([
      patientsRepository.ensure(fresh.db, many),
      patientsRepository.ensure(other, [...many].reverse()),
    ]);
    expect([...a.values()].map(({ id }) => id).sort()).toEqual([...b.values()].map(({ id }) => id).sort());
  });

  it('with a NUL byte are refused for good', async () => {
    await expect(ensure({ ...anna, mrn: '1\0' })).rejects.toMatchObject({
      sqlState: '22P05',
      retriable: false,
    });
  });
});
