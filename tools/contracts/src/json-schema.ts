/** The part of JSON Schema that zod writes for records. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
  [keyword: string]: unknown;
}

/** Keywords whose schemas are compared by themselves. */
const COMPARED = new Set(['properties', 'required', 'items', 'anyOf', 'additionalProperties', 'description']);

/**
 * Lists what a change of a schema breaks, one sentence each. Versions run side by side and read each other's records, old
 * ones too: only an optional property may be added. Anything else needs a new schema number.
 *
 * @param at name of the schema, for the sentences
 */
export function breakingChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  return [
    ...keywordChanges(before, after, at),
    ...propertyChanges(before, after, at),
    ...partChanges(before, after, at),
  ];
}

function keywordChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !COMPARED.has(key),
  );
  return keywords.flatMap((keyword) => {
    const [old, now] = [before[keyword], after[keyword]].map((value) => JSON.stringify(value) ?? 'nothing');
    return old === now ? [] : [`${at}: ${keyword} was ${old} and is ${now}`];
  });
}

function propertyChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const [oldRequired, nowRequired] = [new Set(before.required), new Set(after.required)];
  return [
    ...Object.keys(old)
      .filter((name) => !(name in now))
      .map((name) => `${at}.${name}: was removed`),
    ...[...nowRequired]
      .filter((name) => !oldRequired.has(name))
      .map(
        (name) =>
          `${at}.${name}: ${name in old ? 'became required' : 'is new and required'}, and stored records lack it`,
      ),
    ...[...oldRequired]
      .filter((name) => name in now && !nowRequired.has(name))
      .map((name) => `${at}.${name}: became optional, and the version before refuses a record without it`),
    ...Object.entries(old).flatMap(([name, schema]) => {
      const next = now[name];
      return next ? breakingChanges(schema, next, `${at}.${name}`) : [];
    }),
  ];
}

function partChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old.length !== now.length) return [`${at}: has ${now.length} kinds of values, and had ${old.length}`];
  return old.flatMap((schema, index) => breakingChanges(schema, now[index] ?? {}, `${at}[]`));
}

const partsOf = ({ items, anyOf = [], additionalProperties: others }: JsonSchema): JsonSchema[] => [
  ...(items ? [items] : []),
  ...anyOf,
  ...(typeof others === 'object' ? [others] : []),
];
