import { Cohort } from '@renwatch/cohort';
import { type MessageStream, type Position, type StreamMessage } from './message-stream.port';

/** Generates the feed of a synthetic hospital: equal seed and days give equal bytes. */
export class CohortMessageStream implements MessageStream {
  readonly identity: string;

  constructor(private readonly options: { seed: string; days: number; beds?: number }) {
    const { seed, days, beds } = options;
    this.identity = `cohort:${JSON.stringify([seed, days, beds ?? null])}`;
  }

  async *messages(from: Position): AsyncGenerator<StreamMessage, void> {
    const { days, ...options } = this.options;
    let index = 0;
    for (const { bytes } of new Cohort(options).messages({ days })) {
      if (index >= from.index) {
        yield { index, payload: Buffer.from(bytes), next: { index: index + 1, offset: 0 } };
      }
      index += 1;
    }
  }
}
