import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AkiModel, FEATURES } from '@renwatch/aki';
import { loadModel, saveModel, SHIPPED_MODEL_PATH, type ModelContents } from '@renwatch/model';
import {
  alertsRepository,
  identity,
  mergesRepository,
  openDatabase,
  pagesRepository,
  resultsRepository,
  shadowDecisionsRepository,
  type Database,
} from '@renwatch/store';
import { createDatabase, prepareForServices, type TestDatabase } from '@renwatch/testing';
import { renwatch } from '../cli.spec-support';
import { record } from './records.spec-support';

const COURSE = [
  [0, '80'],
  [24, '90'],
  [48, '212'],
] as const;

describe('recorded decisions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-cli-'));
  let database: TestDatabase;
  let operatorUrl: string;
  let db: Database;
  let shipped: AkiModel;
  let appended = 0;
  /** A year after all decisions so far. */
  const nextYear = (): number => {
    appended += 1;
    return 2030 + appended;
  };
  /** Adds a second revision of a decision, later than all others. @returns a time before it and after the others */
  const appendRevision = async (resultId: string | undefined, columns: object): Promise<string> => {
    const year = nextYear();
    const changed = { alerted: false, ...columns, revision: 2, decided_at: `${year}-01-02` };
    await db.query(
      `INSERT INTO decisions SELECT (jsonb_populate_record(d, $2::jsonb ||
        jsonb_build_object('id', gen_random_uuid(), 'supersedes', d.id))).* FROM decisions d WHERE result_id = $1`,
      [resultId, JSON.stringify(changed)],
    );
    return `${year}-01-01`;
  };
  const ask = (...args: string[]) => renwatch(args, { env: { DATABASE_URL: operatorUrl } });

  beforeAll(async () => {
    database = await createDatabase();
    operatorUrl = (await prepareForServices(database.url)).operator;
    db = openDatabase({ url: database.url, applicationName: 'spec' });
    shipped = await loadModel();
    await record(db, '1', COURSE, shipped);
  });
  afterAll(async () => {
    await db?.close({ drainMs: 1_000 });
    await database?.drop();
    rmSync(folder, { recursive: true });
  });

  describe('explain', () => {
    it('prints a sentence, a chart and the numbers', async () => {
      const { code, out } = await ask('explain', '1');
      expect(code).toBe(0);
      expect(out[0]).toBe('Creatinine 212 µmol/L, 2.6 × the lowest of the last 7 days (80): AKI stage 2.');
      expect(out[2]).toContain('◆ this result');
      const text = out.join('\n');
      expect(text).toMatch(
        /Creatinine +212 µmol\/L, 2024-04-02 00:00 local time \(2024-04-02 00:00:00 UTC\)/,
      );
      expect(text).toMatch(
        /Baseline +80 µmol\/L, the lowest of the last 7 days, measured 2024-03-31 00:00:00 UTC/,
      );
      expect(text).toMatch(/Ratio +2\.65 ×.*\nStage +2, by the ratio to the lowest of the last 7 days/);
      expect(text).toMatch(/Alert +level 2, from the rule/);
      expect(text).toMatch(/Rule +nhs-england 1\.2\.0 \(SHA-256 [0-9a-f]{12}\)/);
      expect(text).toMatch(/Policy +1\.2\.0 \(SHA-256 [0-9a-f]{12}\)/);
      expect(text).toContain(
        `${shipped.info.version} (SHA-256 ${shipped.info.sha256.slice(0, 12)}); probability `,
      );
      expect(text).toContain('alerts on its own: never');
      expect(text).toMatch(/Earlier results used\n {2}2024-03-31 00:00:00 UTC {2}80 µmol\/L/);
    });

    it('shows the latest result up to a given time', async () => {
      const { out } = await ask('explain', '1', '--at', '2024-04-01T12:00Z');
      expect(out[0]).toContain('Creatinine 90 µmol/L');
      const before = await ask('explain', '1', '--at', '2020-01-01T00:00Z');
      expect(before).toMatchObject({ code: 1, out: [] });
      expect(before.complaints[0]).toContain('the first decided result is from 2024-03-31 00:00:00 UTC');
    });

    it('accepts the 14 digits of a page as the time', async () => {
      const { out } = await ask('explain', '1', '--at', '20240401000000');
      expect(out[0]).toContain('Creatinine 90 µmol/L');
      const before = await ask('explain', '1', '--at', '20200101000000');
      expect(before).toMatchObject({ code: 1, out: [] });
      expect(before.complaints[0]).toContain('up to 20200101000000, local time');
      expect(await ask('explain', '1', '--at', '20241301000000')).toMatchObject({ code: 64 });
    });

    it('shows both results if two have the same time', async () => {
      const twins = [
        [0, '80'],
        [24, '90'],
        [24, '240'],
      ] as const;
      await record(db, 'twins', twins);
      for (const at of [['--at', '2024-04-01T00:00Z'], ['--at', '20240401000000'], []]) {
        const { out, complaints } = await ask('explain', 'twins', ...at);
        expect(complaints).toEqual(['2 results have this time; all are shown']);
        const sentences = out.filter((line) => /^Creatinine \d/.test(line));
        expect(sentences.sort()).toEqual([
          expect.stringContaining('Creatinine 240 µmol/L'),
          expect.stringContaining('Creatinine 90 µmol/L'),
        ]);
      }
    });

    it('shows the features of the model only with --verbose', async () => {
      expect((await ask('explain', '1')).out).not.toContain('Features of the model');
      const { out } = await ask('explain', '1', '--verbose');
      const from = out.indexOf('Features of the model');
      expect(out.slice(from + 1, from + 1 + FEATURES.length)).toEqual(
        FEATURES.map(({ name }) => expect.stringMatching(new RegExp(`^  ${name} +-?\\d`)) as unknown),
      );
    });

    it('keeps a bound, and replays it without a difference', async () => {
      const since = new Date().toISOString();
      await record(db, 'bound', [[0, '<80'], [24, '>250']], shipped); // prettier-ignore
      const { out } = await ask('explain', 'bound');
      expect(out[0]).toMatch(/^Creatinine above 250 µmol\/L, .*the rule decided alone/);
      expect(out.join('\n')).toMatch(/Earlier results used\n.* {2}<80 µmol\/L/);
      expect((await ask('replay', `--since=${since}`)).code).toBe(0);
    });

    it('finds a patient by a merged number', async () => {
      const old = await record(db, 'old', [[0, '80']]);
      const { patientId } = await record(db, 'new', [[1, '81']]);
      const merge = { messageId: 'a40', feed: 'ward', sentAt: '2024-04-01T00:00:00.000Z' };
      await mergesRepository.apply(db, [
        { ...merge, patientId: old.patientId, intoId: patientId, receivedAt: merge.sentAt, isApplied: true },
      ]);
      const { out, complaints } = await ask('explain', 'old');
      expect(complaints).toEqual(['old was merged into new (local)']);
      expect(out[0]).toContain('Creatinine 81 µmol/L');
    });

    it('shows the delivery of a page', async () => {
      const { patientId } = await record(db, 'paged', COURSE);
      const paged = async () => {
        const { out } = await ask('explain', 'paged');
        return out.find((line) => line.startsWith('Paged'));
      };
      const [newest] = await db.query<{ id: string }>(
        'SELECT id FROM decisions WHERE patient_id = $1 ORDER BY observed_at DESC LIMIT 1',
        [patientId],
      );
      const id = randomUUID();
      await alertsRepository.insert(db, [{ id, patientId, decisionId: newest?.id ?? '', record: {} }]);
      expect(await paged()).toMatch(/level 2: not yet; the alert waits to be published to Kafka$/);
      const times = { receivedAt: '2024-04-02T00:00:00Z', decidedAt: '2024-04-02T00:00:00Z' };
      const page = {
        mrn: 'paged',
        observedLocal: '20240402000000',
        body: 'paged,20240402000000',
        source: 'rule',
        level: 2,
      };
      await pagesRepository.insert(db, [{ alertId: id, ...page, ...times }]);
      await pagesRepository.claimDue(db, { owner: 'spec', leaseMs: 60_000, limit: 10 });
      await pagesRepository.retryLater(db, id, { owner: 'spec', delayMs: 0, error: 'HTTP 500' });
      expect(await paged()).toMatch(/level 2: not yet; 1 attempt failed \(HTTP 500\), trying again$/);
      await pagesRepository.delivered(db, id, { at: '2024-04-02T00:00:01Z' });
      expect(await paged()).toMatch(/level 2: yes, delivered at 2024-04-02 00:00:01 UTC$/);
    });

    it('reports an unknown number', async () => {
      const { code, complaints } = await ask('explain', 'nobody');
      expect([code, complaints]).toEqual([1, ['renwatch: no patient has the number nobody']]);
    });
  });

  describe('replay', () => {
    it('finds no difference with the same model', async () => {
      const { code, out, complaints } = await ask('replay', '--since', '2024-01-01');
      expect([code, out]).toEqual([0, []]);
      expect(complaints[0]).toMatch(/^\d+ results decided again; 0 differ$/);
    });

    it('uses the recorded values, even if they were corrected since', async () => {
      const { results } = await record(db, '2', COURSE, shipped);
      const [first] = results;
      if (!first) throw new Error('no result');
      await resultsRepository.save(db, [{ ...first, revision: 2, umolPerL: '200' }]);
      expect(await ask('replay', '--since', '2024-01-01')).toMatchObject({ code: 0, out: [] });
    });

    it('prints differences from another model', async () => {
      const contents = JSON.parse(readFileSync(SHIPPED_MODEL_PATH, 'utf8')) as ModelContents & {
        sha256?: string;
      };
      const { sha256: _its, ...rest } = contents;
      const path = join(folder, 'other.model.json');
      const calibration = { ...contents.calibration, intercept: contents.calibration.intercept - 1 };
      await saveModel(path, { ...rest, version: 'other', calibration });
      const { code, out, complaints } = await ask('replay', '--since', '2024-01-01', '--model', path);
      expect(code).toBe(0);
      expect(out.length).toBeGreaterThan(0);
      expect(out.join('\n')).toMatch(
        /2024-04-01 00:00:00 {2}[0-9a-f]{8} {2}\w+, result of \d{14}, revision 1: .*probability 0\.\d+ → 0\.\d+/,
      );
      expect(complaints[0]).toMatch(/; [1-9]\d* differ$/);
    });

    it('refuses a file that is not a model', async () => {
      const path = join(folder, 'broken.json');
      writeFileSync(path, '{}');
      const { code, complaints } = await ask('replay', '--since', '1d', '--model', path);
      expect([code, complaints[0]]).toEqual([64, expect.stringContaining('broken.json')]);
    });

    it.each([
      ['stage', 1, /: stage 1 → 0$/],
      ['reference', 'lowest-7d', /: reference lowest-7d → none$/],
      ['ratio', 1.25, /: ratio 1\.25 → none$/],
      ['flag', 'high', /: flag high → none$/],
      ['alerted', true, /: alerted true → false$/],
      ['features', FEATURES.map(() => 7), /: feature \w+ 7 → -?\d[\d.]*, feature /],
      ['features', [7], /: features 1 of them → \d+ of them$/],
      ['reason', 'It said so.', /: sentence It said so\. → Creatinine 80 µmol\/L.*: no AKI$/],
    ])('fails if the recorded %s differs', async (column, recorded, difference) => {
      const mrn = `differs-in-${column}-${JSON.stringify(recorded).length}`;
      const { results } = await record(db, mrn, [[0, '80']]);
      const since = await appendRevision(results[0]?.id, { [column]: recorded });
      const { code, out } = await ask('replay', '--since', since);
      expect(code).toBe(1);
      expect(out).toEqual([expect.stringMatching(difference)]);
      expect(out[0]).toContain(` ${mrn}, result of 20240331000000, revision 2: `);
    });

    it('fails if an alert was due and not raised', async () => {
      const { results } = await record(db, 'alerted', COURSE);
      // The first revision raised it already.
      const since = await appendRevision(results[2]?.id, { alerted: false });
      expect(await ask('replay', '--since', since)).toMatchObject({ code: 0, out: [] });
      const year = nextYear();
      await record(db, 'owed', COURSE, null, { alerted: false, decidedAt: `${year}-01-02T00:00:00Z` });
      const { code, out } = await ask('replay', '--since', `${year}-01-01`);
      expect([code, out]).toEqual([1, [expect.stringMatching(/: alerted false → true$/)]]);
    });

    it.each([
      ['in_domain', false, /: in domain false → true$/],
      ['level', 1, /: level 1 → 2$/],
    ])('fails if the %s differs with the same model', async (column, recorded, difference) => {
      const { results } = await record(db, `model-${column}`, COURSE, shipped);
      const since = await appendRevision(results[2]?.id, { [column]: recorded });
      for (const model of [[], ['--model', SHIPPED_MODEL_PATH]]) {
        const { code, out } = await ask('replay', '--since', since, ...model);
        expect([code, out]).toEqual([1, [expect.stringMatching(difference)]]);
      }
    });

    it('does not compare sentences of another policy version', async () => {
      const { results } = await record(db, 'older', [[0, '80']]);
      const since = await appendRevision(results[0]?.id, { reason: 'In other words.', policy_sha256: '' });
      const { code, complaints } = await ask('replay', '--since', since);
      expect(code).toBe(0);
      expect(complaints.join()).toContain('1 used another version of the policy');
    });
  });

  describe('shadow report', () => {
    it('reports that no shadow model has run', async () => {
      const { code, out, complaints } = await ask('shadow', 'report', '--since', '2024-01-01');
      expect([code, out]).toEqual([0, []]);
      expect(complaints[0]).toMatch(/no shadow model has run since 2024-01-01.*set SHADOW_MODEL/);
    });

    it('compares both models and lists alerts of only one', async () => {
      const { results } = await record(db, '4', COURSE, shipped);
      await shadowDecisionsRepository.insert(
        db,
        results.map(({ id }) => ({
          ...{
            decisionId: identity.decisionId(id, 1),
            modelVersion: 'next',
            modelSha256: 'abcdef0123456789',
          },
          ...{ probability: 0.5, inDomain: true, level: 0, source: null },
        })),
      );
      const { code, out } = await ask('shadow', 'report', '--since', '2024-01-01');
      expect(code).toBe(0);
      const text = out.join('\n');
      expect(text).toMatch(/^next \(abcdef012345\)\n {2}decisions +3, 0 outside the training domain/);
      expect(text).toMatch(/same level +2 \(66\.7%\)/);
      expect(text).toMatch(/alerts +0 by both, 1 by the served model alone, 0 by the shadow model alone/);
      expect(out.at(-1)).toMatch(/ 4 +20240402000000 +stage 2 +level 2 \(0\.\d{6}\) +none \(0\.500000\)$/);
    });
  });
});
