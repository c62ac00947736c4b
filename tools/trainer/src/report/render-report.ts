import { type EvaluationReport } from './evaluation-report';
import { formatReport } from './format-report';
import { lineChart } from './line-chart';

/** The files of a report by name: the page, the figures as JSON, the plots. */
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
      x: { label: 'probability said', from: 0, to: 1 },
      y: { label: 'share of AKI seen', from: 0, to: 1 },
      diagonal: true,
      series: [
        { name: 'model', points: report.calibration.bins.map(({ said, seen }) => [said, seen] as const) },
      ],
    }),
    'f3-by-prevalence.svg': lineChart({
      title: 'F3 by the share of AKI',
      x: { label: 'share of AKI among results (logarithmic)', from: 0.01, to: 0.2, logarithmic: true },
      y: { label: 'F3', from: 0.5, to: 1 },
      series: (['policy', 'model', 'rule'] as const).map((key) => ({
        name: key,
        points: report.byPrevalence.map((one) => [one.prevalence, Math.max(0.5, one[key])] as const),
      })),
    }),
  };
}
