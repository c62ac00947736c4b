import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AkiModel } from '@renwatch/aki';
import { ModelSwitch, ModelSwitchError } from './model.switch';

const model = { info: { version: 'm1' } } as AkiModel;

describe('the model switch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-switch-'));
  const file = join(folder, 'model');
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(file, { force: true }));

  it('is on without a configured file, and while the file is missing', () => {
    expect(new ModelSwitch({ model, file: undefined }).model).toBe(model);
    expect(new ModelSwitch({ model, file })).toMatchObject({ model, state: 'm1' });
  });

  it('turns off and on again when the file is read again', () => {
    const turned = new ModelSwitch({ model, file });
    writeFileSync(file, 'OFF\n');
    expect(turned.model).toBe(model);
    turned.read();
    expect(turned).toMatchObject({
      model: null,
      state: expect.stringMatching(/^off: .*m1 is loaded/) as unknown,
    });
    writeFileSync(file, 'on');
    turned.read();
    expect(turned.model).toBe(model);
  });

  it('keeps its state if the file is invalid, and does not start', () => {
    writeFileSync(file, 'off');
    const turned = new ModelSwitch({ model, file });
    writeFileSync(file, 'perhaps');
    expect(() => turned.read()).toThrow(/says neither; write on or off/);
    expect(turned.model).toBeNull();
    expect(() => new ModelSwitch({ model, file })).toThrow(ModelSwitchError);
    expect(() => new ModelSwitch({ model, file: folder })).toThrow('cannot be read');
  });

  it('has nothing to switch with MODEL=off', () => {
    expect(new ModelSwitch({ model: null, file })).toMatchObject({
      model: null,
      state: expect.stringContaining('MODEL=off') as unknown,
    });
  });
});
