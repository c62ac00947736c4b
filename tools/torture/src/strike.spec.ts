import { type Fault, type Part, type Strike, type Target } from './faults/fault';
import { strikeAll } from './strike';

/** Faults that end when told to. */
class Faults {
  readonly begun: string[] = [];
  readonly draws: number[] = [];
  private readonly ends = new Map<string, (error?: Error) => void>();

  of(name: string, part: Part): Fault {
    const strike = ({ random }: Strike) =>
      new Promise<void>((resolve, reject) => {
        this.begun.push(name);
        this.draws.push(random.next());
        this.ends.set(name, (error) => (error ? reject(error) : resolve()));
      });
    return { name, part, lasts: [0, 0], strike };
  }

  end(name: string, error?: Error): void {
    this.ends.get(name)?.(error);
  }
}

const target = { run: { lastFor: () => Promise.resolve() } } as unknown as Target;
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const planOf = (...faults: readonly Fault[]) =>
  faults.map((fault, number) => ({ number, fault, atMs: 0, lastsMs: 0 }));
const options = { seed: 1, forMs: 60_000, onFault: () => undefined };

describe('striking with a plan', () => {
  let faults: Faults;
  beforeEach(() => (faults = new Faults()));

  it('keeps the order, and one fault of a part at a time', async () => {
    const plan = planOf(faults.of('kill', 'pager'), faults.of('freeze', 'pager'), faults.of('cut', 'broker'));
    const struck = strikeAll(target, { ...options, plan });
    await turns();
    expect(faults.begun).toEqual(['kill']);
    faults.end('kill');
    await turns();
    expect(faults.begun).toEqual(['kill', 'freeze', 'cut']);
    faults.end('freeze');
    faults.end('cut');
    expect((await struck).map(({ fault, fromMs, toMs }) => [fault.name, toMs >= fromMs])).toEqual([
      ['kill', true],
      ['freeze', true],
      ['cut', true],
    ]);
  });

  it('gives a fault the same numbers in a shorter plan', async () => {
    const plan = planOf(faults.of('kill', 'pager'), faults.of('cut', 'broker'));
    for (const part of [plan, plan.slice(1)]) {
      const struck = strikeAll(target, { ...options, plan: part });
      await turns();
      faults.end('kill');
      faults.end('cut');
      await struck;
    }
    const [, inWhole, alone] = faults.draws;
    expect(alone).toBe(inWhole);
  });

  it('stops at a fault that could not be undone, and names it', async () => {
    const plan = planOf(faults.of('kill', 'pager'), faults.of('freeze', 'pager'));
    const struck = strikeAll(target, { ...options, plan });
    await turns();
    faults.end('kill', new Error('no start'));
    await expect(struck).rejects.toThrow('kill: no start');
    expect(faults.begun).toEqual(['kill']);
  });
});
