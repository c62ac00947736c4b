import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SHIPPED_MODEL_PATH } from '@renwatch/model';

import { temporaryFolder } from '../trainer.spec-support';
import { CARD_REPORTS, cardOf } from './card-of';

const docs = join(__dirname, '..', '..', '..', '..', 'docs');

describe('the model card', () => {
  it('says what the shipped model file and its reports say: else `npx nx run trainer:card`', () => {
    const card = readFileSync(join(docs, 'model-card.md'), 'utf8');
    expect(card).toBe(cardOf(SHIPPED_MODEL_PATH, join(docs, 'model')));
  });

  it('shows plots that are there', () => {
    for (const name of CARD_REPORTS) {
      for (const plot of ['calibration.svg', 'f3-by-prevalence.svg']) {
        expect(readFileSync(join(docs, 'model', name, plot), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
      }
    }
  });

  it('is not made where a report is missing', () => {
    expect(() => cardOf(SHIPPED_MODEL_PATH, temporaryFolder())).toThrow(
      /report\.json: there is no such file/,
    );
  });
});
