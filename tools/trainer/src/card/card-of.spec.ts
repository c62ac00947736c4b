import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type ModelContents, SHIPPED_MODEL_PATH } from '@renwatch/model';

import { type EvaluationReport } from '../report/evaluation-report';
import { renderReport } from '../report/render-report';
import { temporaryFolder, writeIn } from '../trainer.spec-support';
import { CARD_REPORTS, cardOf } from './card-of';

const docs = join(__dirname, '..', '..', '..', '..', 'docs');

describe('the model card', () => {
  it('is up to date; if not, run npx nx run trainer:card', () => {
    const card = readFileSync(join(docs, 'model-card.md'), 'utf8');
    expect(card).toBe(cardOf(SHIPPED_MODEL_PATH, join(docs, 'model')));
  });

  it.each(CARD_REPORTS)('uses a page and plots of %s that match report.json', (name) => {
    const folder = join(docs, 'model', name);
    const files = readdirSync(folder);
    const found = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    const report = JSON.parse(found['report.json'] ?? '') as EvaluationReport;
    const { version } = JSON.parse(readFileSync(SHIPPED_MODEL_PATH, 'utf8')) as ModelContents;
    expect(found).toEqual(renderReport(`${version} on ${report.data}`, report));
  });

  it('names labels by KDIGO in retrospect if they trained the model', () => {
    const shipped = JSON.parse(readFileSync(SHIPPED_MODEL_PATH, 'utf8')) as ModelContents;
    const provenance = { ...shipped.provenance, labels: 'kdigo-retrospective' };
    const model = writeIn(temporaryFolder(), 'model.json', JSON.stringify({ ...shipped, provenance }));
    const sentence = 'this model was trained on labels by KDIGO in retrospect';
    expect(cardOf(model, join(docs, 'model'))).toContain(sentence);
    expect(cardOf(SHIPPED_MODEL_PATH, join(docs, 'model'))).not.toContain(sentence);
  });

  it('fails if a report is missing', () => {
    expect(() => cardOf(SHIPPED_MODEL_PATH, temporaryFolder())).toThrow(
      /report\.json: there is no such file/,
    );
  });
});
