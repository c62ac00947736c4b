import { DASHBOARDS } from '../dashboards/dashboards';
import { renderDashboard } from './grafana';

interface RenderedPanel {
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

describe('renderDashboard', () => {
  it.each(DASHBOARDS)('renders every panel of $uid without overlap', (dashboard) => {
    const { uid, panels } = JSON.parse(renderDashboard(dashboard)) as {
      uid: string;
      panels: RenderedPanel[];
    };
    expect(uid).toBe(dashboard.uid);
    const wanted = dashboard.rows.flatMap((row) => row.panels);
    const shown = panels.filter(({ type }) => type !== 'row');
    expect(
      shown.map(({ title, targets = [] }) => ({ title, exprs: targets.map(({ expr }) => expr) })),
    ).toEqual(wanted.map(({ title, queries }) => ({ title, exprs: queries.map(({ expr }) => expr) })));
    const cells = shown.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('has a file name of its own for each dashboard', () => {
    expect(new Set(DASHBOARDS.map(({ uid }) => uid)).size).toBe(DASHBOARDS.length);
  });
});
