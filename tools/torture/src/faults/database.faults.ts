import { awayFor, type Fault, type Strike, stutter } from './fault';

const MINUTE_MS = 60_000;

const fault = (
  name: string,
  lasts: readonly [number, number],
  strike: (strike: Strike) => Promise<void>,
): Fault => ({ name, part: 'database', lasts, losesAnswers: true, strike });

/** Sets a switch of the database while the fault lasts. */
const switched = (
  name: string,
  { on, off }: { on: (strike: Strike) => Promise<void>; off: (strike: Strike) => Promise<void> },
): Fault =>
  fault(name, [1_000, 8_000], (strike) =>
    awayFor(strike, { take: () => on(strike), giveBack: () => off(strike) }),
  );

const stepped = (name: string, stepMs: number): Fault =>
  switched(name, {
    on: ({ switches }) => switches.stepClock(stepMs),
    off: ({ switches }) => switches.stepClock(0),
  });

export const DATABASE_FAULTS: readonly Fault[] = [
  fault('database killed', [500, 9_000], (strike) => {
    const { databaseServer } = strike.run;
    return awayFor(strike, { take: () => databaseServer.kill(), giveBack: () => databaseServer.start() });
  }),
  fault('database frozen', [500, 11_000], (strike) => {
    const { databaseServer } = strike.run;
    return awayFor(strike, { take: () => databaseServer.freeze(), giveBack: () => databaseServer.thaw() });
  }),
  fault('database slow', [1_000, 8_000], (strike) => {
    const { databaseServer } = strike.run;
    return stutter(strike, { freeze: () => databaseServer.freeze(), thaw: () => databaseServer.thaw() });
  }),
  fault('sessions of the database ended', [0, 0], ({ switches }) => switches.endSessions()),
  fault('tables of the database locked', [500, 4_000], ({ switches, lastsMs }) =>
    switches.lockTables(lastsMs),
  ),
  switched('database read-only', {
    on: ({ switches }) => switches.setReadOnly(true),
    off: ({ switches }) => switches.setReadOnly(false),
  }),
  switched('disk of the database full', {
    on: ({ switches }) => switches.setDiskFull(true),
    off: ({ switches }) => switches.setDiskFull(false),
  }),
  stepped('clock of the database 10 minutes ahead', 10 * MINUTE_MS),
  stepped('clock of the database 10 minutes back', -10 * MINUTE_MS),
];
