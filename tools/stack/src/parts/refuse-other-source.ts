import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { type StackConfiguration } from '../settings/config';
import { type StreamSource } from '../home/kept-source';
import { StackError } from '../settings/stack.error';
import { askedSource } from './asked-source';

export interface RefuseOtherSourceOptions {
  configuration: StackConfiguration;
  kept: StreamSource | undefined;
}

/**
 * Refuses to mix two hospitals in one database, where patients with the same number would get each other's results. The
 * user's own feed joins what is kept, as the README says, and without the simulator nothing is played.
 * @throws StackError if the simulator would play another stream or history than the one that is kept
 */
export function refuseOtherSource({ configuration, kept }: RefuseOtherSourceOptions): void {
  const { home, fresh, mllpAddress, without, kafkaBrokers, databaseUrl } = configuration;
  if (fresh || kept === undefined || mllpAddress !== undefined || without.includes('simulator')) return;
  if (kafkaBrokers !== undefined && databaseUrl !== undefined) return;
  const asked = askedSource(configuration);
  if (asked.stream === kept.stream && asked.history === kept.history) return;
  const canStartFresh = kafkaBrokers === undefined && databaseUrl === undefined;
  const remedies = [
    ...(canStartFresh ? ['start fresh with --fresh'] : []),
    'keep both with another folder in RENWATCH_HOME=…',
    `continue with what is kept (${flagsOf(kept)})`,
    'or look at it with --without=simulator',
  ];
  throw new StackError(
    `RENWATCH_HOME=${home} holds ${described(kept)}, and this start asks for ${described(asked)}: ` +
      `their patients would be mixed; ${remedies.join(', ')}`,
    EXIT_CONFIGURATION,
  );
}

function described({ stream, history }: StreamSource): string {
  switch (stream) {
    case 'synthetic':
      return `the synthetic hospital with ${history === undefined ? 'its own history' : `the history ${history}`}`;
    case 'feed':
      return `the feed of MLLP_ADDRESS, with ${historyOrNone(history)}`;
    default:
      return `the stream ${stream} with ${historyOrNone(history)}`;
  }
}

const historyOrNone = (history: string | undefined): string =>
  history === undefined ? 'no history' : `the history ${history}`;

/** Returns the flags that ask for that source. */
function flagsOf({ stream, history }: StreamSource): string {
  const flags = history === undefined ? [] : [`--history=${history}`];
  if (stream === 'feed') return ['MLLP_ADDRESS=…', ...flags].join(' ');
  if (stream !== 'synthetic') return [`--messages=${stream}`, ...flags].join(' ');
  return history === undefined ? 'neither --messages nor --history' : `${flags.join(' ')}, no --messages`;
}
