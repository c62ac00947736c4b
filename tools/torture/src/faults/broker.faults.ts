import { awayFor, type Fault, stutter } from './fault';

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
