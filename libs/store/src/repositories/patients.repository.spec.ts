import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { patientsRepository, type PatientUpsert } from './patients.repository';

const KEY = 'H|1';
const anna: PatientUpsert = { key: KEY, authority: 'H', mrn: '1' };

describe('patients', () => {
  let fresh: FreshDatabase;
  const upsert = async (...patients: PatientUpsert[]) =>
    (await patientsRepository.upsert(fresh.db, patients)).get(KEY);

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  beforeEach(() => fresh.db.query('DELETE FROM patients'));
  afterAll(() => fresh.drop());

  it('are made where they are new, and found again under the same id', async () => {
    const first = await upsert(anna);
    expect(first).toMatchObject({
      key: KEY,
      mrn: '1',
      birthDate: null,
      sex: 'U',
      demographicsAt: null,
      mergedInto: null,
    });
    expect((await upsert(anna))?.id).toBe(first?.id);
    expect(first?.survivorId).toBe(first?.id);
  });

  it('tell two hospitals’ 12345 apart', async () => {
    const both = await patientsRepository.upsert(fresh.db, [
      { key: 'A|12345', authority: 'A', mrn: '12345' },
      { key: 'B|12345', authority: 'B', mrn: '12345' },
    ]);
    expect(both.get('A|12345')?.id).not.toBe(both.get('B|12345')?.id);
  });

  it.each([
    ['a newer message replaces', '2024-01-02T00:00:00.000Z', '1960-02-02', 'M', '2024-01-02T00:00:00.000Z'],
    ['the same moment replaces', '2024-01-01T00:00:00.000Z', '1960-02-02', 'M', '2024-01-01T00:00:00.000Z'],
    ['an older one does not', '2023-12-31T00:00:00.000Z', '1950-01-01', 'F', '2024-01-01T00:00:00.000Z'],
    ['one without a time does not', null, '1950-01-01', 'F', '2024-01-01T00:00:00.000Z'],
  ] as const)('take what is said of them: %s', async (_case, demographicsAt, birthDate, sex, at) => {
    await upsert({ ...anna, birthDate: '1950-01-01', sex: 'F', demographicsAt: '2024-01-01T00:00:00.000Z' });
    const after = await upsert({ ...anna, birthDate: '1960-02-02', sex: 'M', demographicsAt });
    expect(after).toMatchObject({ birthDate, sex, demographicsAt: at });
  });

  it('keep what a newer message leaves out, and take what fills a gap from any', async () => {
    await upsert({ ...anna, birthDate: '1950-01-01', demographicsAt: '2024-01-01T00:00:00.000Z' });
    await upsert({ ...anna, sex: 'F' });
    const after = await upsert({ ...anna, demographicsAt: '2024-01-03T00:00:00.000Z' });
    expect(after).toMatchObject({
      birthDate: '1950-01-01',
      sex: 'F',
      demographicsAt: '2024-01-03T00:00:00.000Z',
    });
  });

  it('said of twice at once, take the last', async () => {
    const at = '2024-01-01T00:00:00.000Z';
    const after = await upsert(
      { ...anna, sex: 'M', demographicsAt: at },
      { ...anna, sex: 'F', demographicsAt: at },
    );
    expect(after?.sex).toBe('F');
  });

  it('that were merged away lead to the survivor', async () => {
    const both = await patientsRepository.upsert(fresh.db, [
      anna,
      { key: 'H|2', authority: 'H', mrn: '2', sex: 'F', birthDate: '1950-01-01' },
    ]);
    const survivor = both.get('H|2')?.id;
    await fresh.db.query('UPDATE patients SET merged_into = $1 WHERE patient_key = $2', [survivor, KEY]);
    expect(await upsert(anna)).toMatchObject({
      mrn: '1',
      mergedInto: survivor,
      survivorId: survivor,
      birthDate: '1950-01-01',
    });
  });

  it('are made once by two that see them at the same moment', async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `H|${i}`, authority: 'H', mrn: String(i) }));
    const other = fresh.open();
    const [a, b] = await Promise.all([
      patientsRepository.upsert(fresh.db, many),
      patientsRepository.upsert(other, [...many].reverse()),
    ]);
    expect([...a.values()].map((one) => one.id).sort()).toEqual([...b.values()].map((one) => one.id).sort());
  });

  it('with a NUL byte are refused for good', async () => {
    await expect(upsert({ ...anna, mrn: '1\0' })).rejects.toMatchObject({
      sqlState: '22P05',
      retriable: false,
    });
  });
});
