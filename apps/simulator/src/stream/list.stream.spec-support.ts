import { type MessageStream, type Position, type StreamMessage } from './message-stream.port';

/** A stream of the given texts. */
export class ListStream implements MessageStream {
  readonly identity = 'list';

  constructor(private readonly texts: readonly string[]) {}

  async *messages(from: Position): AsyncGenerator<StreamMessage, void> {
    for (let index = from.index; index < this.texts.length; index += 1) {
      const payload = Buffer.from(this.texts[index] ?? '');
      yield await Promise.resolve({ index, payload, next: { index: index + 1, offset: 0 } });
    }
  }
}
