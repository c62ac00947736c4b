import { type LeadColumn } from '@renwatch/datasets';
import { LABEL_SOURCES, type LabelSource } from '@renwatch/model';
import { InvalidArgumentError, Option } from 'commander';

interface NumberRange {
  min: number;
  max: number;
  integer?: true;
  fallback?: number;
}

/** An option with a text value, accepted once. */
export function textOption(flags: string, description: string): Option {
  return once(new Option(flags, description), (text) => text);
}

/** An option whose value is a number in a range, accepted once. */
export function numberOption(flags: string, description: string, range: NumberRange): Option {
  const { min, max, integer, fallback } = range;
  const option = once(new Option(flags, description), (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= min && value <= max && (!integer || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`Give ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}.`);
  });
  return fallback === undefined ? option : option.default(fallback);
}

/** Chooses the labels of `--data`. */
export function labelsOption(): Option {
  return new Option(
    '--labels <source>',
    'labels: of the column aki, or KDIGO in retrospect from the results around each (see the model card)',
  )
    .choices(LABEL_SOURCES)
    .default('given' satisfies LabelSource);
}

/** Columns that a data file must have. */
export function dataColumns(labels: LabelSource): LeadColumn[] {
  return labels === 'given' ? ['age', 'sex', 'aki'] : ['age', 'sex'];
}

/** commander would take the last of several values. */
function once<T>(option: Option, parse: (text: string) => T): Option {
  let given = false;
  return option.argParser((text) => {
    if (given) throw new InvalidArgumentError('Give it once.');
    given = true;
    return parse(text);
  });
}
