import { CohortMessageStream } from './cohort-message.stream';
import { FileMessageStream } from './file-message.stream';
import { type MessageStream } from './message-stream';

/** The file's messages, or a synthetic hospital's. @throws what the file system throws */
export async function openStream(from: {
  messages: string | undefined;
  seed: string;
  days: number;
}): Promise<MessageStream> {
  const { messages, seed, days } = from;
  return messages === undefined ? new CohortMessageStream({ seed, days }) : FileMessageStream.open(messages);
}
