import { resolve } from 'node:path';

import { Cohort, measureCohort } from '@renwatch/cohort';

import { numberFlag, parseFlags } from '../args/parse-flags';
import { UsageError } from '../args/usage.error';
import { formatCohortFigures } from '../cohort/format-cohort-figures';
import { ToleranceError } from '../cohort/tolerance.error';
import { writeHospital } from '../cohort/write-hospital';
import { type TrainerOutput } from '../trainer-output';

const SHARE = { fallback: 0, min: 0, max: 0.5 };

/**
 * `cohort [--seed S] [--beds N] [--days N]`: the synthetic hospital's figures beside the published ones; with `--out DIR
 * [--rows N] [--unit-mix-ups P] [--nonsense P]` also its messages.mllp, history.csv, aki.csv and training.csv.
 * @throws ToleranceError where a figure is too far from the published one; the files are whole all the same
 */
export async function cohortCommand(args: readonly string[], output: TrainerOutput): Promise<void> {
  const flags = parseFlags(args, ['seed', 'beds', 'days', 'out', 'rows', 'unit-mix-ups', 'nonsense']);
  const whole = (name: 'beds' | 'days' | 'rows', fallback: number, max: number) =>
    numberFlag(name, flags[name], { fallback, min: 1, max, integer: true });
  const seed = flags.seed ?? 'renwatch';
  const [beds, days, rows] = [
    whole('beds', 800, 100_000),
    whole('days', 365, 3650),
    whole('rows', 7000, 1_000_000),
  ];
  const faults = {
    unitMixUps: numberFlag('unit-mix-ups', flags['unit-mix-ups'], SHARE),
    nonsense: numberFlag('nonsense', flags.nonsense, SHARE),
  };
  if (flags.out === undefined) {
    const alone = (['rows', 'unit-mix-ups', 'nonsense'] as const).find((name) => flags[name] !== undefined);
    if (alone) throw new UsageError(`--${alone} goes with --out DIR`);
  } else {
    const folder = resolve(flags.out);
    const counts = await writeHospital({
      folder,
      cohort: new Cohort({ seed, beds, faults }),
      seed,
      days,
      trainingRows: rows,
      onProgress: (share, detail) => output.progress(share, detail),
    }).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
      throw new UsageError(`${folder}: it cannot be written (${(cause as Error).message})`, { cause });
    });
    output.print(
      `written to ${folder}: ${counts.messages} messages with ${counts.results} results, ${counts.aki} of them AKI, and ${rows} training rows`,
    );
  }
  output.print(`${days} days of ${beds} beds, seed ${seed}, beside the published figures:`);
  const figures = measureCohort({ seed, beds, days });
  output.print(formatCohortFigures(figures));
  if (figures.some(({ within }) => !within)) throw new ToleranceError(figures);
}
