import { breakingChanges, type JsonSchema } from './json-schema';

const record: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', pattern: '^a' },
    source: { enum: ['rule', 'model'] },
    note: { type: 'string' },
    parts: { type: 'object', additionalProperties: { type: 'object', properties: { ready: {} } } },
    list: {
      type: 'array',
      items: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
    },
    model: { anyOf: [{ type: 'object', properties: { version: { type: 'string' } } }, { type: 'null' }] },
  },
  required: ['id', 'source', 'list', 'model'],
};
const changed = (change: (copy: JsonSchema) => void): string[] => {
  const copy = structuredClone(record);
  change(copy);
  return breakingChanges(record, copy, 'alert');
};
const property = (schema: JsonSchema, name: string): JsonSchema => schema.properties?.[name] ?? {};

describe('breakingChanges', () => {
  it('allows a new optional property, anywhere, and a new description', () => {
    expect(
      changed((copy) => {
        copy.properties = { ...copy.properties, location: { type: 'string' } };
        const { items } = property(copy, 'list');
        if (items) items.properties = { ...items.properties, system: { type: 'string' } };
        property(copy, 'note')['description'] = 'For people.';
      }),
    ).toEqual([]);
  });

  it.each<[string, (copy: JsonSchema) => void, string]>([
    ['a removed property', (copy) => delete copy.properties?.['note'], 'alert.note: was removed'],
    [
      'a required property that is new',
      (copy) => {
        copy.properties = { ...copy.properties, ward: { type: 'string' } };
        copy.required?.push('ward');
      },
      'alert.ward: is new and required, and stored records lack it',
    ],
    [
      'a property that becomes required',
      (copy) => copy.required?.push('note'),
      'alert.note: became required, and stored records lack it',
    ],
    [
      'a property that becomes optional',
      (copy) => copy.required?.shift(),
      'alert.id: became optional, and the version before refuses a record without it',
    ],
    [
      'another type',
      (copy) => (property(copy, 'note').type = 'number'),
      'alert.note: type was "string" and is "number"',
    ],
    [
      'a value more in a list of values',
      (copy) => (property(copy, 'source')['enum'] = ['rule', 'model', 'policy']),
      'alert.source: enum was ["rule","model"] and is ["rule","model","policy"]',
    ],
    [
      'a change within a list',
      (copy) => delete property(copy, 'list').items?.properties?.['code'],
      'alert.list[].code: was removed',
    ],
    [
      'a change of the values of a map',
      (copy) => (property(copy, 'parts').additionalProperties = { type: 'object', properties: {} }),
      'alert.parts[].ready: was removed',
    ],
    [
      'a kind of value less',
      (copy) => property(copy, 'model').anyOf?.pop(),
      'alert.model: has 1 kinds of values, and had 2',
    ],
    [
      'a change within one of several kinds',
      (copy) => delete property(copy, 'model').anyOf?.[0]?.properties?.['version'],
      'alert.model[].version: was removed',
    ],
  ])('names %s', (_, change, sentence) => {
    expect(changed(change)).toContain(sentence);
  });
});
