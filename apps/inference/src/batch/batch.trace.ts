import { type Decision } from '@renwatch/decisions';
import { HL7_MESSAGES } from '@renwatch/events';
import { type Span, type Tracer } from '@renwatch/runtime';
import { type LogMessage } from './log-batch';

/** When a batch was decided, in milliseconds since 1970. The rule and the model each decide a whole batch at once. */
export interface DecisionTimes {
  startMs: number;
  /** The rule has judged every result. */
  ruledMs: number;
  /** The model has answered for all of them. */
  answeredMs: number;
}

/** A message of the batch; its id is undefined if it cannot be read. */
export interface TracedMessage {
  message: LogMessage;
  messageId: string | undefined;
}

/**
 * Traces an attempt at a batch: for each message a span below the one that wrote it, and below that its share of the rule
 * and the model. A span that is never ended is never exported.
 */
export class BatchTrace {
  private readonly spans: readonly (TracedMessage & { span: Span })[];

  constructor(
    private readonly tracer: Tracer,
    { partition, messages }: { partition: number; messages: readonly TracedMessage[] },
  ) {
    this.spans = messages.map(({ message, messageId }) => {
      const place = { topic: HL7_MESSAGES, partition, offset: String(message.offset) };
      const ids = messageId === undefined ? {} : { messageId };
      const attributes = { ...place, ...ids, batchMessages: messages.length };
      const span = tracer.start('decide', { parent: message.traceparent, attributes });
      return { message, messageId, span };
    });
  }

  /** The trace of what follows from each message, by the message's id; empty while traces are off. */
  get traceparents(): ReadonlyMap<string, string> {
    const traceparents = new Map<string, string>();
    for (const { messageId, span } of this.spans)
      // A resend in the same batch changes nothing: what follows, follows from the first.
      if (messageId !== undefined && span.traceparent !== undefined && !traceparents.has(messageId))
        traceparents.set(messageId, span.traceparent);
    return traceparents;
  }

  decided(decisions: readonly Decision[], { startMs, ruledMs, answeredMs }: DecisionTimes): void {
    const seen = new Set<string>();
    for (const { messageId, span } of this.spans) {
      if (messageId === undefined || seen.has(messageId)) continue;
      seen.add(messageId);
      const ours = decisions.filter((decision) => decision.messageId === messageId);
      const [first] = ours;
      if (first === undefined) continue;
      span.add({ decisionId: first.id, decisions: ours.length });
      const parent = span.traceparent;
      this.tracer.start('rule', { parent, startMs }).end({ endMs: ruledMs });
      const isFailed = ours.some(({ modelSilence }) => modelSilence === 'failed');
      if (!isFailed && ours.every(({ probability }) => probability === null)) continue;
      const fault = isFailed ? 'model-failed' : undefined;
      this.tracer.start('model', { parent, startMs: ruledMs }).end({ endMs: answeredMs, fault });
    }
  }

  /** Ends the spans of the first messages, which the attempt has committed. */
  committed(messages: number): void {
    for (const { span } of this.spans.slice(0, messages)) span.end();
  }

  failed(error: unknown): void {
    const fault = error instanceof Error ? error.name : 'unknown';
    for (const { span } of this.spans) span.end({ fault });
  }
}
