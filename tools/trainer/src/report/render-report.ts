import { type EvaluationReport } from './evaluation-report';
import { formatReport } from './format-report';
import { lineChart } from './line-chart';

/** The files of a report by name: page, figures as JSON, plots. */
export function renderReport(title: string, report: EvaluationReport): Record<string, string> {
  const page = [
    `# ${title}`,
    formatReport(report),
    '![Calibration](calibration.svg)',
    '![F3 by the share of AKI](f3-by-prevalence.svg)',
  ].join('\n\n');
  return {
    'report.md': `${page}\n`,
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'calibration.svg': lineChart({
      title: 'Calibration',
      x: { label: 'predicted probability', from: 0, to: 1 },
      y: { label: 'observed share of AKI', from: 0, to: 1 },
      diagonal: true,
      series: [
        {
          name: 'model',
          points: report.calibration.bins.map(({ predicted, observed }) => [predicted, observed] as const),
        },
      ],
    }),
    'f3-by-prevalence.svg': lineChart({
      title: 'F3 by the share of AKI',
      x: { label: 'share of AKI among results (logarithmic)', from: 0.01, to: 0.2, logarithmic: true },
      y: { label: 'F3', from: 0.5, to: 1 },
      series: (['policy', 'model', 'rule'] as const).map((key) => ({
        name: key,
        points: report.byPrevalence.map(
          (figures) => [figures.prevalence, Math.max(0.5, figures[key])] as const,
        ),
      })),
    }),
  };
}
