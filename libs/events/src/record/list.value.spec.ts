import { z } from 'zod';
import { listValue } from './list.value';

describe('list', () => {
  it('names the place of a faulty element', () => {
    const list = z.object({ places: listValue(z.object({ code: z.string() })) });
    expect(list.parse({ places: [{ code: 'a', more: 1 }, { code: 'b' }] })).toEqual({
      places: [{ code: 'a' }, { code: 'b' }],
    });
    const { error } = list.safeParse({ places: [{ code: 'a' }, {}] });
    expect(error?.issues).toMatchObject([{ code: 'invalid_type', path: ['places', 1, 'code'] }]);
    expect(list.safeParse({ places: 'a' }).error?.issues).toMatchObject([
      { code: 'invalid_type', path: ['places'] },
    ]);
  });

  it('stops at the first faulty element', () => {
    let read = 0;
    const element = z.unknown().refine(() => (read += 1) < 3);
    const { error } = listValue(element).safeParse(Array(100_000).fill(0));
    expect(read).toBe(3);
    expect(error?.issues).toMatchObject([{ code: 'custom', path: [2] }]);
  });
});
