import { setImmediate as turn } from 'node:timers/promises';
import { Readiness } from './readiness';
import { watchPart } from './watch-part';

const until = async (condition: () => boolean) => {
  while (!condition()) await turn();
};

function scene() {
  const readiness = new Readiness();
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const stop = new AbortController();
  const watching = watchPart({
    part: readiness.part('database'),
    ask: () => new Promise<void>((resolve, reject) => answers.push({ resolve, reject })),
    everyMs: 1,
    patienceMs: 20,
    signal: stop.signal,
  });
  return { readiness, answers, stop, watching, detail: () => readiness.report().parts['database']?.detail };
}

describe('watchPart', () => {
  it('marks a silent part unready, without asking twice, until it answers', async () => {
    const { readiness, answers, stop, watching, detail } = scene();
    expect(readiness.isReady).toBe(false);
    await until(() => detail() === 'no answer within 20 ms');
    expect(answers).toHaveLength(1);
    answers[0]?.resolve();
    await until(() => readiness.isReady);
    await until(() => answers.length === 2);
    stop.abort();
    answers[1]?.resolve();
    await expect(watching).resolves.toBeUndefined();
  });

  it('reports why the part is unready', async () => {
    const { readiness, answers, stop, watching, detail } = scene();
    stop.abort();
    answers[0]?.reject(new Error('connection refused'));
    await watching;
    expect(readiness.isReady).toBe(false);
    expect(detail()).toBe('connection refused');
  });
});
