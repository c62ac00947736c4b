import { SeededRandom } from '@renwatch/cohort';

import { assignFolds } from './assign-folds';

describe('assignFolds', () => {
  it('keeps each patient in one fold, with folds of equal size', () => {
    const groups = Array.from({ length: 300 }, (_, index) => `patient ${index % 100}`);
    const folds = assignFolds(groups, 5, new SeededRandom('folds'));
    groups.forEach((group, index) => expect(folds[index]).toBe(folds[groups.indexOf(group)]));
    for (let fold = 0; fold < 5; fold += 1) expect(folds.filter((own) => own === fold)).toHaveLength(60);
  });
});
