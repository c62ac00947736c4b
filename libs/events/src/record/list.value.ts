import { z } from 'zod';

/**
 * A list that is read no further than to its first faulty element. zod's own collects every fault of every element, some
 * hundred bytes each: a crafted record of nothing but faults would take many times its size.
 */
export function listValue<T>(element: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(z.unknown()).transform((given, context) => {
    const list: T[] = [];
    for (const [index, one] of given.entries()) {
      const { success, data, error } = element.safeParse(one);
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
