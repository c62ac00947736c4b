/** The spans of a message's way, in order; `rule` and `model` are parts of `decide`. */
export type SpanName = 'frame' | 'durable write' | 'decide' | 'rule' | 'model' | 'publish' | 'page attempt';

/**
 * Everything that a span may carry: ids, places and counts. A new attribute must not name a patient or hold a value, and
 * the text of an error does not belong here either, because a database quotes values in it.
 */
export interface SpanAttributes {
  feed?: string;
  topic?: string;
  partition?: number;
  offset?: string;
  /** 32 hex digits of a hash. */
  messageId?: string;
  decisionId?: string;
  alertId?: string;
  bytes?: number;
  /** Number of messages that were decided together; the times of `rule` and `model` are those of all of them. */
  batchMessages?: number;
  decisions?: number;
  attempt?: number;
}

export interface SpanOptions {
  /** `traceparent` of the span that this one is part of; without it, a trace begins. */
  parent?: string | undefined;
  /** Milliseconds since 1970; default: now. */
  startMs?: number;
  attributes?: SpanAttributes;
}

export interface Span {
  /** W3C trace context of the spans that are part of this one, in other processes too; undefined if there are no traces. */
  readonly traceparent: string | undefined;
  add(attributes: SpanAttributes): void;
  /**
   * Ends the span; does nothing the second time.
   * @param options.fault short constant or name of an error class, if the work failed
   * @param options.endMs milliseconds since 1970; default: now
   */
  end(options?: { fault?: string | undefined; endMs?: number }): void;
}

/** Starts spans. Never throws, never waits. */
export interface Tracer {
  start(name: SpanName, options?: SpanOptions): Span;
}

const NO_SPAN: Span = { traceparent: undefined, add: () => undefined, end: () => undefined };

/** The tracer while traces are off: it makes nothing, not even an object. */
export const NO_TRACES: Tracer = { start: () => NO_SPAN };
