import { type StackConfiguration } from '../settings/config';
import { type StreamSource } from '../home/kept-source';
import { MOUNTED_MESSAGES, playsCohort } from './simulator-service';

/** Returns the stream and history that this start would add. */
export function askedSource(configuration: StackConfiguration): StreamSource {
  const { mllpAddress, messages, history } = configuration;
  if (mllpAddress !== undefined) return { stream: 'feed', history };
  if (playsCohort(configuration)) return { stream: 'synthetic', history };
  return { stream: messages ?? MOUNTED_MESSAGES, history };
}
