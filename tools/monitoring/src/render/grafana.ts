import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  type Panel as GrafanaPanel,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatPanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimePanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { type Dashboard, type Panel } from '../dashboards/dashboard';

const PANEL_HEIGHT = 8;
const PANEL_WIDTH = 8;

/** Renders a dashboard as Grafana's JSON. The data source is Grafana's default Prometheus. */
export function renderDashboard({ uid, title, rows }: Dashboard): string {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .tags(['renwatch'])
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser');
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panelOf(panel));
  }
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}

function panelOf({ kind, title, description, unit, redFrom, queries }: Panel): Builder<GrafanaPanel> {
  const panel = kind === 'now' ? new StatPanelBuilder() : new TimePanelBuilder();
  panel.title(title).description(description).unit(unit).height(PANEL_HEIGHT).span(PANEL_WIDTH).min(0);
  if (redFrom !== undefined) panel.thresholds(redAbove(redFrom));
  for (const { expr, legend } of queries) {
    panel.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend));
  }
  return panel;
}

const redAbove = (value: number): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: 'green' },
    { value, color: 'red' },
  ]);
