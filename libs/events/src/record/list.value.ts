import { z } from 'zod';

/** The element of each list's schema, which zod does not see. */
const elements = new WeakMap<z.core.$ZodType, z.ZodType>();

/**
 * Validates a list up to its first faulty element. zod's own arrays collect every fault of every element at some hundred
 * bytes each, so a crafted record full of faults would take many times its size in memory.
 */
export function listValue<T>(element: z.ZodType<T>): z.ZodType<T[]> {
  const items = z.array(z.unknown());
  elements.set(items, element);
  return items.transform((given, context) => {
    const list: T[] = [];
    for (const [index, item] of given.entries()) {
      const { success, data, error } = element.safeParse(item);
      if (!success) {
        for (const issue of error.issues) {
          context.issues.push({ ...issue, path: [index, ...issue.path], input: undefined });
        }
        return z.NEVER;
      }
      list.push(data);
    }
    return list;
  });
}

/** Writes a record's schema as JSON Schema, draft 7, as a writer meets it: without the defaults that a reader fills in. */
export function jsonSchemaOf(value: z.ZodType): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(value, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      // The format says it; zod's own pattern for it may change with zod.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      const element = elements.get(zodSchema);
      if (!element) return;
      const items = jsonSchemaOf(element);
      delete items.$schema;
      jsonSchema.items = items;
    },
  });
}
