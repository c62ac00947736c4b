import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type ModelContents } from '@renwatch/model';

import { labelledCsv, runTrainer, temporaryFolder, writeIn } from './trainer.spec-support';
import type * as Recipe from './training/recipe';

// Few steps of learning: how well a model learns is not asked here.
jest.mock('./training/recipe', () => {
  const { RECIPE } = jest.requireActual<typeof Recipe>('./training/recipe');
  return { RECIPE: { ...RECIPE, networks: 2, maxEpochs: 4, batchesPerEpoch: 4 } };
});

const folder = temporaryFolder();
const messages = writeIn(folder, 'messages.mllp', '');

describe('a command line with a fault', () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /give a command: train, evaluate, card, cohort or paging/],
    ['an unknown command', ['fly'], /unknown command 'fly'/],
    ['an unknown flag', ['train', '--out', 'x', '--fast'], /unknown option '--fast'/],
    ['a flag without its value', ['train', '--out'], /'--out <file>' argument missing/],
    [
      'a flag given twice',
      ['train', '--out', 'x', '--out', 'y'],
      /'--out <file>' argument 'y' is invalid\. Give it once/,
    ],
    ['a stray word', ['evaluate', 'data.csv'], /too many arguments/],
    ['no --out', ['train'], /required option '--out <file>' not specified/],
    [
      'a prevalence that is not a number',
      ['train', '--out', 'x', '--prevalence', 'some'],
      /'--prevalence <share>' argument '.*' is invalid\. Give a number from 0\.001 to 0\.9/,
    ],
    [
      'a prevalence of 1',
      ['train', '--out', 'x', '--prevalence', '1'],
      /'--prevalence <share>' argument '.*' is invalid\. Give a number from 0\.001 to 0\.9/,
    ],
    [
      'half a fold',
      ['train', '--out', 'x', '--folds', '2.5'],
      /'2\.5' is invalid\. Give a whole number from 2 to 20/,
    ],
    [
      '--rows with --data',
      ['train', '--out', 'x', '--data', 'a.csv', '--rows', '900'],
      /'--rows <n>' cannot be used with option '--data <file>'/,
    ],
    [
      'data that is not there',
      ['train', '--out', 'x', '--data', '/nowhere/a.csv'],
      /\/nowhere\/a\.csv: there is no such file/,
    ],
    ['data that is a folder', ['train', '--out', 'x', '--data', folder], /it is a folder/],
    [
      'data in another form',
      ['train', '--out', 'x', '--data', writeIn(folder, 'page.csv', 'mrn,weight\n')],
      /page\.csv: line 1: not a creatinine file.*begin it with mrn,/,
    ],
    [
      'data with a faulty cell',
      [
        ...['train', '--out', 'x', '--labels', 'kdigo-retrospective', '--data'],
        writeIn(folder, 'cell.csv', 'mrn,age,sex,time,value,unit\n7,50,f,2024-01-01 08:00,80,mg\n'),
      ],
      /cell\.csv: line 2, column 6 \(unit\): "mg": unit-unknown: .*; give one of umol/,
    ],
    [
      'labels that are unknown',
      ['train', '--out', 'x', '--labels', 'mine'],
      /argument 'mine' is invalid\. Allowed choices are given, kdigo-retrospective/,
    ],
    [
      'labels for the cohort',
      ['train', '--out', join(folder, 'x'), '--labels', 'kdigo-retrospective'],
      /--labels needs --data FILE/,
    ],
    ['data without rows', ['train', '--out', 'x', '--data', messages], /it has no rows/],
    ['nothing to evaluate on', ['evaluate'], /give one of --data/],
    ['two things to evaluate on', ['evaluate', '--data', 'a', '--stream', 'b'], /give one of --data/],
    ['messages alone', ['evaluate', '--messages', messages], /go together/],
    [
      'a stream folder without a stream',
      ['evaluate', '--stream', temporaryFolder()],
      /it holds 0 files named messages/,
    ],
    ['a stream folder that is not there', ['evaluate', '--stream', '/nowhere'], /no such folder/],
  ])('is reported in one line: %s', async (_name, args, line) => {
    const { code, out, complaints } = await runTrainer(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(line);
    expect(complaints[0]).not.toContain('\n');
  });

  it('reports too little data to learn from', async () => {
    const { code, complaints } = await runTrainer(
      'train',
      '--out',
      join(folder, 'few.json'),
      '--data',
      labelledCsv(folder, 30),
    );
    expect(code).toBe(1);
    expect(complaints[0]).toMatch(/too few rows to train on/);
  });

  it('reports a model file whose hash does not match', async () => {
    const model = writeIn(folder, 'broken.json', '{"schema":1,"sha256":"0"}');
    const { code, complaints } = await runTrainer(
      'evaluate',
      '--model',
      model,
      '--data',
      labelledCsv(folder, 30),
    );
    expect(code).toBe(1);
    expect(complaints[0]).toMatch(/damaged or changed/);
  });
});

describe('train and evaluate', () => {
  it('are reproducible from the seed', async () => {
    const data = labelledCsv(folder, 600);
    const [first, second, third] = [join(folder, '1.json'), join(folder, '2.json'), join(folder, '3.json')];
    const flags = ['--data', data, '--folds', '2', '--prevalence', '0.1'];
    const trained = await runTrainer('train', '--out', first, '--seed', 'a', ...flags);
    expect(trained).toMatchObject({ code: 0, complaints: [] });
    expect(trained.out).toMatch(/rule and model, the policy in force +F3 0\.\d{4} +precision/);
    await runTrainer('train', '--out', second, '--seed', 'a', ...flags);
    await runTrainer('train', '--out', third, '--seed', 'b', ...flags);
    expect(readFileSync(second)).toEqual(readFileSync(first));
    expect(readFileSync(third)).not.toEqual(readFileSync(first));
    const { features, trainingDistribution } = JSON.parse(readFileSync(first, 'utf8')) as ModelContents;
    expect(trainingDistribution?.features).toHaveLength(features.length);
    for (const { edges, shares } of [
      trainingDistribution?.score,
      ...(trainingDistribution?.features ?? []),
    ].map((distribution) => distribution ?? { edges: [], shares: [] })) {
      expect(shares).toHaveLength(edges.length + 1);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }

    const report = join(folder, 'report');
    const evaluated = await runTrainer('evaluate', '--model', first, '--data', data, '--report', report);
    expect(evaluated).toMatchObject({ code: 0, complaints: [] });
    expect(evaluated.out).toMatch(/600 results/);
    expect(evaluated.out).toMatch(/rule alone, stage 1 and above +F3 0\.\d{4}/);
    const page = readFileSync(join(report, 'report.md'), 'utf8');
    expect(page).toMatch(/rule and model, the policy in force \| 0\.\d{3} \[0\.\d{3}–[01]\.\d{3}\]/);
    for (const text of ['Brier score', 'women', '18–49', '60–89', '2–4', '15%', 'with rule stage 1'])
      expect(page).toContain(text);
    expect(readdirSync(report).sort()).toEqual([
      'calibration.svg',
      'f3-by-prevalence.svg',
      'report.json',
      'report.md',
    ]);
  }, 300_000);
});

describe('labels by KDIGO in retrospect', () => {
  it('train a model that says so', async () => {
    const lines = Array.from({ length: 60 }, (_, patient) =>
      [80, 82, patient % 3 === 0 ? 170 : 81, 80].map(
        (value, day) =>
          `${patient},2024-01-0${day + 1}T08:00:00Z,${value + (patient % 7)},umol/L,${40 + (patient % 30)},f`,
      ),
    );
    const data = writeIn(folder, 'long', ['mrn,time,value,unit,age,sex', ...lines.flat()].join('\n'));
    const model = join(folder, 'retrospective.json');
    const labels = ['--data', data, '--labels', 'kdigo-retrospective'];
    const trained = await runTrainer('train', '--out', model, '--folds', '2', ...labels);
    expect(trained).toMatchObject({ code: 0, complaints: [] });
    expect(trained.out).toContain('240 labelled rows from long, 20 with AKI, labels by kdigo-retrospective');
    const { provenance } = JSON.parse(readFileSync(model, 'utf8')) as ModelContents;
    expect(provenance).toMatchObject({ labels: 'kdigo-retrospective', positives: 20 });
    const evaluated = await runTrainer('evaluate', '--model', model, ...labels);
    expect(evaluated.out).toContain('240 results, 20 with AKI');
  }, 300_000);
});

describe('cohort', () => {
  it('writes a hospital, and fails if its figures differ', async () => {
    const hospital = join(folder, 'hospital');
    const written = await runTrainer(
      ...['cohort', '--out', hospital, '--beds', '40', '--days', '30', '--rows', '50', '--nonsense', '0.05'],
    );
    expect(written.out).toMatch(/creatinine results per day +\d+\.\d\d +published 100 ± 15%/);
    expect(written.out).toContain('OUT OF TOLERANCE');
    expect(written.code).toBe(1);
    expect(written.complaints).toEqual([
      expect.stringMatching(/^trainer: \d+ of 17 figures are out of tolerance/),
    ]);
    expect(readdirSync(hospital).sort()).toEqual(['aki.csv', 'history.csv', 'messages.mllp', 'training.csv']);
    expect(readFileSync(join(hospital, 'training.csv'), 'utf8').split('\n')).toHaveLength(52);
    appendFileSync(join(hospital, 'aki.csv'), '1,2000-01-01 00:00:00\n');
    const evaluated = await runTrainer('evaluate', '--stream', hospital);
    expect(evaluated).toMatchObject({ code: 0, complaints: [] });
    expect(evaluated.out).toContain('1 more with AKI have no result in the stream; counted as missed');
  }, 300_000);

  it('requires --out for options that only affect files', async () => {
    const { complaints } = await runTrainer('cohort', '--nonsense', '0.1');
    expect(complaints).toEqual(['trainer: --nonsense needs --out DIR']);
  });
});
