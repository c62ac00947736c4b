import { type MessageStream, type Position, type StreamMessage } from './message-stream.port';

export interface PlaybackOptions {
  stream: MessageStream;
  from: Position;
  /** Called after each finished message with the position behind it. */
  onAdvance?: (position: Position) => void;
}

/** Plays a stream: `current` returns the same message until `advance` is called for it. */
export class Playback {
  private reached: Position;
  private generator: AsyncGenerator<StreamMessage, void> | undefined;
  private pending: Promise<StreamMessage | undefined> | undefined;

  constructor(private readonly options: PlaybackOptions) {
    this.reached = options.from;
  }

  get position(): Position {
    return this.reached;
  }

  /** The message to send; undefined at the end. After a failed read the next call tries again. */
  current(): Promise<StreamMessage | undefined> {
    this.pending ??= this.read();
    return this.pending;
  }

  /** Moves to the next message; ignored for a message that is no longer current. */
  advance(finished: StreamMessage): void {
    if (finished.index !== this.reached.index) return;
    this.reached = finished.next;
    this.pending = undefined;
    this.options.onAdvance?.(this.reached);
  }

  async close(): Promise<void> {
    const { generator } = this;
    this.generator = undefined;
    await generator?.return();
  }

  private async read(): Promise<StreamMessage | undefined> {
    this.generator ??= this.options.stream.messages(this.reached);
    try {
      const { value } = await this.generator.next();
      return value ?? undefined;
    } catch (error) {
      // A generator that threw is finished; reusing it would look like the end of the stream.
      this.generator = undefined;
      this.pending = undefined;
      throw error;
    }
  }
}
