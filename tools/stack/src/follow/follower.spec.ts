import { type DeliveredPage } from '../report/delivered-page';
import { Follower } from './follower';

const page = (mrn: string): DeliveredPage => ({
  alertId: mrn,
  mrn,
  observedLocal: '20240331220900',
  source: 'rule',
  stage: 1,
  creatinineUmolPerL: 100,
  baselineUmolPerL: 50,
  probability: null,
  receivedAt: '2024-03-31T22:09:30.000Z',
  deliveredAt: '2024-03-31T22:09:30.500Z',
});

function scene() {
  const lines: string[] = [];
  const found: DeliveredPage[][] = [];
  const totals = { decisions: 100, alerts: 10, pagesDelivered: 10, undeliveredPages: 0 };
  let broken = false;
  let polls = 0;
  const follower = new Follower({
    pages: {
      poll: async () => {
        polls += 1;
        if (broken) throw new Error('away');
        return found.shift() ?? [];
      },
    },
    totals: async () => ({ ...totals }),
    deadLetters: async () => 3,
    acknowledged: async () => 7,
    sentToPagedMs: ({ mrn }) => (mrn === 'seen' ? 40 : undefined),
    print: (line) => lines.push(line),
    pollMs: 1,
    summaryEveryMs: 60_000,
  });
  return { follower, lines, found, totals, polls: () => polls, breakDown: (is: boolean) => (broken = is) };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('the follower', () => {
  it("prints a line per page, with the simulator's latency if known", async () => {
    const { follower, lines, found } = scene();
    await follower.start();
    found.push([page('seen'), page('unseen')]);
    await until(() => lines.length === 2);
    expect(lines[0]).toContain('page seen');
    expect(lines[0]).toContain(' 40 ms ');
    expect(lines[1]).toContain(' 500 ms ');
    await follower.stop();
  });

  it('counts from its start, and ends with a summary', async () => {
    const { follower, lines, found, totals } = scene();
    await follower.start();
    Object.assign(totals, { decisions: 105, alerts: 11, pagesDelivered: 11 });
    found.push([], [], []);
    await follower.stop();
    await follower.stop();
    expect(lines).toEqual([
      '— 7 messages acknowledged · 5 decisions · 1 alert · 1 page delivered · 0 dead letters',
    ]);
  });

  it('continues after a failed look', async () => {
    const { follower, lines, found, polls, breakDown } = scene();
    await follower.start();
    breakDown(true);
    found.push([page('seen')]);
    const before = polls();
    await until(() => polls() > before + 1);
    expect(lines).toEqual([]);
    breakDown(false);
    await until(() => lines.length === 1);
    await follower.stop();
  });
});
