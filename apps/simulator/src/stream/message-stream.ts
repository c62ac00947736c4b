/** A place in a stream, between two messages. */
export interface Position {
  /** How many messages lie before it. */
  index: number;
  /** Where the reading goes on in a file, in bytes; 0 for a stream that is made. */
  offset: number;
}

export interface StreamMessage {
  /** From 0. */
  index: number;
  /** HL7, unframed. */
  payload: Buffer;
  /** The place after it. */
  next: Position;
}

/** What a hospital sends, from any place on, any number of times. */
export interface MessageStream {
  /** The same for the same messages: a remembered position of another stream means nothing. */
  readonly identity: string;
  messages(from: Position): AsyncGenerator<StreamMessage, void>;
}
