import { tortureTable } from './torture-table';

const span = (name: string, fromMs: number, toMs: number) => ({ fault: { name }, fromMs, toMs });
const message = { raw: '', mrn: '7', results: [] };
const page = { body: '7,0600', idempotencyKey: 'a' };

describe('the table of a torture', () => {
  it('counts strikes, the longest wait, pages and repeats of each kind', () => {
    const table = tortureTable({
      struck: [span('late', 100, 200), span('cut', 0, 50), span('cut', 1_000, 3_000)],
      evidence: {
        sent: [
          { ...message, firstSentAtMs: 20, acknowledgedAtMs: 120 },
          { ...message, firstSentAtMs: 2_900, acknowledgedAtMs: 4_400 },
          { ...message, firstSentAtMs: 40 },
        ],
        pages: [
          { ...page, atMs: 150 },
          { ...page, atMs: 2_000 },
          { ...page, body: '7,0700', atMs: 5_000 },
        ],
      },
    });
    expect(table.slice(2).map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      '| cut | 2 | 1.5 s | 0 | 1 |',
      '| late | 1 | 0.1 s | 1 | 0 |',
      '| all | 3 | 1.5 s | 2 | 1 |',
    ]);
  });
});
