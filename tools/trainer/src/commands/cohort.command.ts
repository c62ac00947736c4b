import { resolve } from 'node:path';

import { Cohort, type CohortFigure, measureCohort } from '@renwatch/cohort';
import { type Command } from 'commander';

import { ToleranceError } from '../cohort/tolerance.error';
import { writeHospital } from '../cohort/write-hospital';
import { numberOption, textOption } from '../command-line/options';
import { UsageError } from '../command-line/usage.error';
import { type TrainerOutput } from '../command-line/trainer-output';

interface CohortOptions {
  seed: string;
  beds: number;
  days: number;
  out?: string;
  rows?: number;
  unitMixUps?: number;
  nonsense?: number;
}

const SHARE = { min: 0, max: 0.5 };
const TRAINING_ROWS = 7_000;
const WITH_OUT = { rows: '--rows', unitMixUps: '--unit-mix-ups', nonsense: '--nonsense' } as const;

export function addCohort(program: Command, output: TrainerOutput): void {
  program
    .command('cohort')
    .description(
      "Compare the synthetic hospital's figures with the published ones; with --out also write its messages.mllp, " +
        'history.csv, aki.csv and training.csv.',
    )
    .addOption(textOption('--seed <text>', 'seed of the hospital').default('renwatch'))
    .addOption(numberOption('--beds <n>', 'beds', { fallback: 800, min: 1, max: 100_000, integer: true }))
    .addOption(numberOption('--days <n>', 'days', { fallback: 365, min: 1, max: 3650, integer: true }))
    .addOption(textOption('--out <dir>', 'directory for the files'))
    .addOption(
      numberOption('--rows <n>', `rows of training.csv (default: ${TRAINING_ROWS}; with --out)`, {
        min: 1,
        max: 1_000_000,
        integer: true,
      }),
    )
    .addOption(numberOption('--unit-mix-ups <share>', 'share of values sent in mg/dL (with --out)', SHARE))
    .addOption(numberOption('--nonsense <share>', 'share of values that are not numbers (with --out)', SHARE))
    .action((options: CohortOptions) => cohort(options, output));
}

/** @throws ToleranceError if a figure is too far from the published one; the files are complete all the same */
async function cohort(options: CohortOptions, output: TrainerOutput): Promise<void> {
  const { seed, beds, days, out, rows = TRAINING_ROWS, unitMixUps = 0, nonsense = 0 } = options;
  if (out === undefined) {
    const alone = (Object.keys(WITH_OUT) as (keyof typeof WITH_OUT)[]).find(
      (key) => options[key] !== undefined,
    );
    if (alone) throw new UsageError(`${WITH_OUT[alone]} needs --out DIR`);
  } else {
    const folder = resolve(out);
    const counts = await writeHospital({
      folder,
      cohort: new Cohort({ seed, beds, faults: { unitMixUps, nonsense } }),
      seed,
      days,
      trainingRows: rows,
      onProgress: (share, file) => output.progress(share, file),
    }).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
      throw new UsageError(`${folder}: cannot write here (${(cause as Error).message})`, { cause });
    });
    output.print(
      `written to ${folder}: ${counts.messages} messages with ${counts.results} results (${counts.aki} AKI), and ${rows} training rows`,
    );
  }
  output.print(`${days} days of ${beds} beds, seed ${seed}, compared with the published figures:`);
  const figures = measureCohort({ seed, beds, days });
  output.print(formatCohortFigures(figures));
  if (figures.some(({ within }) => !within)) throw new ToleranceError(figures);
}

/** A table for the terminal, one line per figure. */
function formatCohortFigures(figures: readonly CohortFigure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, unit, found, published, tolerance, within }) => {
      const text = `${found.toFixed(2)}${unit}`.padStart(12);
      const wanted = `published ${published}${unit} ± ${Math.round(tolerance * 100)}%`;
      return `  ${name.padEnd(width)} ${text}   ${wanted}${within ? '' : '   OUT OF TOLERANCE'}`;
    })
    .join('\n');
}
