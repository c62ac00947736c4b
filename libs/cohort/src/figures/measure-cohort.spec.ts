import { measureCohort } from './measure-cohort';

describe('a year of an 800-bed hospital', () => {
  it.each(measureCohort({ seed: 'figures' }).map((figure) => [figure.name.trim(), figure] as const))(
    'matches the published figure: %s',
    (_name, { found, published, tolerance, within }) => {
      expect({ found, published, tolerance, within }).toMatchObject({ within: true });
    },
  );
});
