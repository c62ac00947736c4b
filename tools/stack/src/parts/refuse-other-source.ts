import { EXIT_CONFIGURATION } from '@renwatch/runtime';
import { type StackConfiguration } from '../config';
import { type StreamSource } from '../home/stream-source';
import { StackError } from '../stack.error';
import { askedSource } from './asked-source';

export interface RefuseOtherSourceOptions {
  configuration: StackConfiguration;
  kept: StreamSource | undefined;
}

/**
 * Two hospitals in one database would give patients with the same number each other's results. A feed of the user's own
 * joins what is kept, as the README says, and without the simulator nothing is played.
 * @throws StackError where the simulator would play another stream, or with another history, than what is kept came from
 */
export function refuseOtherSource({ configuration, kept }: RefuseOtherSourceOptions): void {
  const { home, fresh, mllpAddress, without, kafkaBrokers, databaseUrl } = configuration;
  if (fresh || kept === undefined || mllpAddress !== undefined || without.includes('simulator')) return;
  if (kafkaBrokers !== undefined && databaseUrl !== undefined) return;
  const asked = askedSource(configuration);
  if (asked.stream === kept.stream && asked.history === kept.history) return;
  const canBeginAnew = kafkaBrokers === undefined && databaseUrl === undefined;
  const remedies = [
    ...(canBeginAnew ? ['begin anew with --fresh'] : []),
    'keep both with another folder as RENWATCH_HOME=…',
    `go on with what is kept (${flagsOf(kept)})`,
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
      return `what the feed of MLLP_ADDRESS sent, with ${historyOrNone(history)}`;
    default:
      return `the stream ${stream} with ${historyOrNone(history)}`;
  }
}

const historyOrNone = (history: string | undefined): string =>
  history === undefined ? 'no history' : `the history ${history}`;

/** What asks for that source. */
function flagsOf({ stream, history }: StreamSource): string {
  const flags = history === undefined ? [] : [`--history=${history}`];
  if (stream === 'feed') return ['MLLP_ADDRESS=…', ...flags].join(' ');
  if (stream !== 'synthetic') return [`--messages=${stream}`, ...flags].join(' ');
  return history === undefined ? 'neither --messages nor --history' : `${flags.join(' ')}, no --messages`;
}
