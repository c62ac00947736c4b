import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AkiModel } from '@renwatch/aki';
import { Reload } from '@renwatch/runtime';
import { followSwitch } from './follow-switch';

const model = { info: { version: 'm1' } } as AkiModel;

describe('SIGHUP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-switch-'));
  const file = join(folder, 'model');
  afterAll(() => rmSync(folder, { recursive: true }));

  const follow = (given: string | undefined) => {
    const reload = new Reload();
    const states: boolean[] = [];
    const warnings: unknown[][] = [];
    const errors: unknown[][] = [];
    followSwitch({
      model,
      file: given,
      reload,
      onState: (modelSwitch) => states.push(modelSwitch.model !== null),
      logger: {
        warn: (...line: unknown[]) => void warnings.push(line),
        error: (...line: unknown[]) => void errors.push(line),
      },
    });
    return { reload, states, warnings, errors };
  };

  it('switches the model as its file says, and reports the state', () => {
    writeFileSync(file, 'on');
    const { reload, states, warnings, errors } = follow(file);
    for (const state of ['off', 'on']) {
      writeFileSync(file, state);
      reload.request();
    }
    expect(states).toEqual([true, false, true]);
    expect([warnings, errors]).toEqual([[], []]);
  });

  it("keeps the model's state, with an error, if the file is invalid", () => {
    writeFileSync(file, 'off');
    const { reload, states, errors } = follow(file);
    writeFileSync(file, 'perhaps');
    reload.request();
    expect(states).toEqual([false, false]);
    expect(errors).toHaveLength(1);
  });

  it('switches nothing without MODEL_SWITCH_FILE, and warns once, naming it', () => {
    const { reload, states, warnings } = follow(undefined);
    reload.request();
    expect(states).toEqual([true]);
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).toContain('MODEL_SWITCH_FILE');
  });
});
