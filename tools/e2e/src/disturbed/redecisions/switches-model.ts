import { deepStrictEqual } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ScenarioRun } from '../scenario/scenario-run';
import { resultText } from './hl7-text';
import { Laboratory } from './laboratory';

/** Below the folder in which each replica runs. */
export const MODEL_SWITCH_FILE = 'model-switch';
const MRN = 'lab-switch';
const COUNTER = 'inference_rule_alone_total';

/**
 * That SIGHUP to processes of inference switches their model off and on, by `/readyz`, the counter and the record.
 * @throws AssertionError if it does not
 */
export async function switchesModel(run: ScenarioRun): Promise<void> {
  const laboratory = new Laboratory(run);
  const before = await ruledAlone(run);
  await switchTo(run, 'off');
  await laboratory.send(resultText({ mrn: MRN, hour: 0, sentHour: 0, value: '80', order: 'o1' }));
  deepStrictEqual(await ruledAlone(run), before + 1, 'decisions by the rule alone while the model is off');
  await switchTo(run, 'on');
  await laboratory.send(resultText({ mrn: MRN, hour: 12, sentHour: 12, value: '81', order: 'o2' }));
  deepStrictEqual(
    await ruledAlone(run),
    before + 1,
    'decisions by the rule alone when the model is on again',
  );
  const asked = (await laboratory.decided(MRN)).map(({ probability }) => probability !== null);
  deepStrictEqual(asked, [false, true], 'whether the model was asked');
  run.say('the model was switched off and on again');
}

async function switchTo(run: ScenarioRun, state: 'on' | 'off'): Promise<void> {
  for (const replica of run.replicasOf('inference')) {
    writeFileSync(path.join(replica.folder, MODEL_SWITCH_FILE), state);
    replica.signal('SIGHUP');
    await run.until(`the model to be ${state}`, async () => {
      const isOff = (await replica.detailOf('model'))?.startsWith('off: the rule decides alone') ?? false;
      return isOff === (state === 'off') && (await replica.metric('inference_model_on')) === (isOff ? 0 : 1);
    });
  }
}

async function ruledAlone(run: ScenarioRun): Promise<number> {
  const counts = await Promise.all(run.replicasOf('inference').map((replica) => replica.metric(COUNTER)));
  return counts.reduce((sum, count) => sum + count, 0);
}
