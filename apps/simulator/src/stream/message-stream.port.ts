/** A place between two messages of a stream. */
export interface Position {
  /** The number of messages before it. */
  index: number;
  /** The byte offset at which reading a file continues; 0 for a generated stream. */
  offset: number;
}

export const START_OF_STREAM: Position = { index: 0, offset: 0 };

export interface StreamMessage {
  /** Counted from 0. */
  index: number;
  /** HL7, without the MLLP frame. */
  payload: Buffer;
  /** The place after this message. */
  next: Position;
}

/** A hospital's messages. They can be read from any position, any number of times. */
export interface MessageStream {
  /** Equal only for equal messages: a position remembered for another identity is not used. */
  readonly identity: string;
  messages(from: Position): AsyncGenerator<StreamMessage, void>;
}
