import { NO_DEFAULT_UNIT, replaysLetters } from '../redecisions/replays-letters';
import { type Scenario } from '../scenario';

/** When the stream is over, so that its decisions and pages stay comparable. */
export const replayedLetters: Scenario = {
  name: 'dead letters of gateway and inference replayed when what refused them is mended',
  firstSettings: { inference: NO_DEFAULT_UNIT },
  ends: { inference: ['exit code 0'] },
  disturb: () => Promise.resolve(),
  check: replaysLetters,
};
