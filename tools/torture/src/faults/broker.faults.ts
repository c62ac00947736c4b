import { awayFor, type Fault, type Strike } from './fault';

const GASP_MS = 150;

/** Stops a process again and again, so that it does a little of everything, late. */
export async function stutter(
  { run, lastsMs }: Strike,
  part: { freeze: () => void; thaw: () => void },
): Promise<void> {
  const endMs = performance.now() + lastsMs;
  while (performance.now() < endMs) {
    part.freeze();
    await run.lastFor(3 * GASP_MS);
    part.thaw();
    await run.lastFor(GASP_MS);
  }
}

export const BROKER_FAULTS: readonly Fault[] = [
  {
    name: 'broker killed',
    part: 'broker',
    lasts: [500, 9_000],
    strike: (strike) => {
      const { broker } = strike.run;
      return awayFor(strike, { take: () => broker.kill(), giveBack: () => broker.start() });
    },
  },
  {
    name: 'broker frozen',
    part: 'broker',
    lasts: [500, 11_000],
    strike: (strike) => {
      const { broker } = strike.run;
      return awayFor(strike, { take: () => broker.freeze(), giveBack: () => broker.thaw() });
    },
  },
  {
    name: 'broker slow',
    part: 'broker',
    lasts: [1_000, 8_000],
    strike: (strike) => {
      const { broker } = strike.run;
      return stutter(strike, { freeze: () => broker.freeze(), thaw: () => broker.thaw() });
    },
  },
];
