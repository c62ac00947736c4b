import * as fc from 'fast-check';
import { z } from 'zod';
import { InvalidRecordError } from './invalid-record.error';
import { NewerSchemaError } from './newer-schema.error';
import { recordCodec } from './record.codec';

const codec = recordCodec({
  topic: 't',
  schema: 2,
  value: z.object({ schema: z.literal(2), text: z.string() }),
});

describe('recordCodec', () => {
  it('decodes any text that it encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(codec.decode(codec.encode({ schema: 2, text }))).toEqual({ schema: 2, text });
      }),
    );
  });

  it('ignores unknown fields', () => {
    expect(codec.decode(Buffer.from('{"schema":2,"text":"a","more":1}'))).toEqual({ schema: 2, text: 'a' });
  });

  it('distinguishes a newer schema from an invalid record', () => {
    expect(() => codec.decode(Buffer.from('{"schema":3}'))).toThrow(NewerSchemaError);
  });

  it('decodes or refuses any bytes', () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({ schema: fc.oneof(fc.integer(), fc.jsonValue()), text: fc.jsonValue() }),
    );
    const bytes = fc.oneof(
      fc.uint8Array().map((some) => Buffer.from(some)),
      json.map((value) => Buffer.from(JSON.stringify(value))),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        try {
          expect(codec.decode(some).schema).toBe(2);
        } catch (error) {
          if (!(error instanceof InvalidRecordError) && !(error instanceof NewerSchemaError)) throw error;
        }
      }),
    );
  });

  it.each([
    ['no value', null],
    ['not JSON', Buffer.from('MSH|^~\\&|')],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['JSON of another kind', Buffer.from('null')],
    ['an older schema', Buffer.from('{"schema":1,"text":"a"}')],
  ])('refuses %s', (_name, bytes) => {
    expect(() => codec.decode(bytes)).toThrow(InvalidRecordError);
  });

  it('names some of many faults and counts the others', () => {
    const list = recordCodec({ topic: 't', schema: 1, value: z.object({ texts: z.array(z.string()) }) });
    const bytes = Buffer.from(JSON.stringify({ texts: Array(10_000).fill(0) }));
    expect(() => list.decode(bytes)).toThrow(/texts\.19: invalid_type; and 9980 more$/);
  });

  it('names the faulty field but never its value', () => {
    const bad = Buffer.from('{"schema":2,"text":["SMITH"]}');
    expect(() => codec.decode(bad)).toThrow(/text/);
    expect(() => codec.decode(bad)).not.toThrow(/SMITH/);
  });
});
