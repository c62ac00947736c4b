import { z } from 'zod';

/**
 * Validates a list up to its first faulty element. zod's own arrays collect every fault of every element at some hundred
 * bytes each, so a crafted record full of faults would take many times its size in memory.
 */
export function listValue<T>(element: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(z.unknown()).transform((given, context) => {
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
