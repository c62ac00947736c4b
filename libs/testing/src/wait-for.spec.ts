import { waitFor } from './wait-for';

describe('waitFor', () => {
  it('resolves as soon as the condition holds', async () => {
    let asked = 0;
    await waitFor(() => (asked += 1) === 3, { timeoutMs: 5_000, what: 'three', everyMs: 1 });
    expect(asked).toBe(3);
  });

  it('names what did not come, with the last failure as its cause', async () => {
    const cause = new Error('not yet');
    const waiting = waitFor(() => Promise.reject(cause), { timeoutMs: 5, what: 'the answer', everyMs: 1 });
    await expect(waiting).rejects.toMatchObject({ message: 'the answer did not come within 5 ms', cause });
  });
});
