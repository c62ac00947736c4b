import { performancePage } from './performance-page';

describe('performancePage', () => {
  const rates = [{ name: 'Renwatch', kind: 'renwatch' as const, median: 2, low: 1, high: 3 }];
  const { page, plots } = performancePage({
    parse: [{ message: 'ORU', bytes: 10, rates }],
    ingest: [1, 64].map((connections) => ({ connections, perSecond: rates, perCpuSecond: rates })),
    machine: { cores: 2, model: 'a processor', node: 'v20.0.0', load: 3.14 },
  });

  it('shows every plot that it has', () => {
    const shown = [...page.matchAll(/\]\(performance\/(.*)\)/g)].map(([, name]) => name);
    expect(shown).toEqual(plots.map(({ name }) => name));
    expect(shown).toEqual(['parse-1.svg', 'ingest-1.svg', 'ingest-64.svg']);
  });

  it('says that a run without a broker has no figures of ingest', () => {
    const machine = { cores: 2, model: 'a processor', node: 'v20.0.0', load: 1 };
    const parsersAlone = performancePage({ parse: [], ingest: [], machine });
    expect(parsersAlone.page).toContain('`--no-ingest`');
    expect(page).not.toContain('`--no-ingest`');
    expect(parsersAlone.plots).toEqual([]);
  });

  it('says how busy the machine was', () => {
    expect(page).toContain('2 cores of a processor');
    expect(page).toContain('3.1 processes');
  });
});
