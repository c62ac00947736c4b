import { type Target } from '../targets/target';
import { TARGETS } from '../targets/targets';
import { checkInput, inputOf } from './check-input';

const target = (check: Target['check']): Target => ({
  ...{ name: 'planted', promise: 'nothing', tokens: [Buffer.from('|')], check },
  seeds: [Buffer.from('MSH|^~\\&|')],
});

const faultsOf = async (checked: Target, inputs: number): Promise<(string | undefined)[]> => {
  const faults: (string | undefined)[] = [];
  for (let index = 0; index < inputs; index += 1) faults.push((await checkInput(checked, 3, index)).fault);
  return faults.filter((fault) => fault !== undefined);
};

describe('checkInput', () => {
  it('tells what a target throws', async () => {
    const planted = target((input) => {
      if (input.includes('||')) throw new TypeError('cannot read an empty field');
    });
    const faults = await faultsOf(planted, 100);
    expect(faults).toContainEqual(expect.stringMatching(/^TypeError: cannot read an empty field/));
  });

  it('tells what a target rejects with', async () => {
    const faults = await faultsOf(
      target(() => Promise.reject(new RangeError('late'))),
      1,
    );
    expect(faults).toEqual([expect.stringMatching(/^RangeError: late/)]);
  });

  it('gives a target the same choices as it gave before', () => {
    const choices = [1, 2].map(() =>
      inputOf(
        target(() => undefined),
        3,
        5,
      ).random.below(1_000_000),
    );
    expect(choices[0]).toBe(choices[1]);
  });

  it.each(TARGETS.map((known) => [known.name, known] as const))(
    'finds no fault in %s',
    async (_name, known) => {
      expect(await faultsOf(known, 60)).toEqual([]);
    },
  );
});
