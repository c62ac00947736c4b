import { type KafkaMessage } from 'kafkajs';
import { headersOf } from '../producer/outgoing-record';
import { consumedMessage } from './batch.handler';

const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

const received = (headers: Record<string, Buffer | string> = {}): KafkaMessage => ({
  ...{ key: null, value: null, timestamp: '0', attributes: 0, offset: '0', headers },
});

describe('the trace of a record', () => {
  it('arrives as it was written, beside other headers', () => {
    const headers = headersOf({
      ...{ topic: 't', key: null, value: Buffer.alloc(0) },
      ...{ headers: { reason: 'r' }, traceparent: TRACEPARENT },
    });
    const message = consumedMessage(received(headers));
    expect(message.traceparent).toBe(TRACEPARENT);
    expect(message.headers['reason']?.toString()).toBe('r');
  });

  it.each([
    ['absent', undefined],
    ['empty', { traceparent: '' }],
    ['of a form that is not known', { traceparent: `${TRACEPARENT}-more` }],
    ['with a character that no database takes', { traceparent: `${TRACEPARENT}\0` }],
  ])('is left out if it is %s', (_, headers) => {
    expect(consumedMessage(received(headers))).not.toHaveProperty('traceparent');
  });

  it('needs no header while there is none', () => {
    expect(headersOf({ topic: 't', key: null, value: Buffer.alloc(0) })).toBeUndefined();
  });
});
