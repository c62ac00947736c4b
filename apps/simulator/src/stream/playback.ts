import { type MessageStream, type Position, type StreamMessage } from './message-stream';

export interface PlaybackOptions {
  stream: MessageStream;
  from: Position;
  /** Called when a message is done with, with the place after it. */
  onAdvance?: (position: Position) => void;
}

/** A stream being played: the message at hand stays at hand until somebody is done with it. */
export class Playback {
  private place: Position;
  private generator: AsyncGenerator<StreamMessage, void> | undefined;
  private atHand: Promise<StreamMessage | undefined> | undefined;

  constructor(private readonly options: PlaybackOptions) {
    this.place = options.from;
  }

  get position(): Position {
    return this.place;
  }

  /** The message to send; undefined at the end. One that could not be read is tried again at the next call. */
  current(): Promise<StreamMessage | undefined> {
    this.atHand ??= this.read();
    return this.atHand;
  }

  /** Goes on to the next one; a message that is not at hand any more changes nothing. */
  advance(past: StreamMessage): void {
    if (past.index !== this.place.index) return;
    this.place = past.next;
    this.atHand = undefined;
    this.options.onAdvance?.(this.place);
  }

  async close(): Promise<void> {
    const { generator } = this;
    this.generator = undefined;
    await generator?.return();
  }

  private async read(): Promise<StreamMessage | undefined> {
    this.generator ??= this.options.stream.messages(this.place);
    try {
      const { value } = await this.generator.next();
      return value ?? undefined;
    } catch (error) {
      // A generator that threw is at its end, and would say that the stream is.
      this.generator = undefined;
      this.atHand = undefined;
      throw error;
    }
  }
}
