import { type Alarm } from './alarm';
import { rose } from './promql';

const SERVICES = ['gateway', 'inference', 'pager'] as const;

/** Alarms on the services themselves. */
export const SERVICE_ALARMS: readonly Alarm[] = [
  {
    name: 'ServiceDown',
    severity: 'critical',
    expr: SERVICES.map((service) => `absent(renwatch_build_info{service="${service}"})`).join(' or '),
    holds: '1m',
    summary: 'No {{ $labels.service }} runs',
    description:
      'Prometheus has seen no {{ $labels.service }} for a minute. Nothing accepted is lost, but results or pages wait.',
  },
  {
    name: 'PartUnready',
    severity: 'critical',
    expr: 'max by (service, part) (renwatch_ready) == 0',
    holds: '1m',
    summary: 'All replicas of {{ $labels.service }} lack {{ $labels.part }}',
    description:
      'Every replica of {{ $labels.service }} has reported {{ $labels.part }} as unready for a minute. /readyz says why.',
  },
  {
    name: 'DeadLetters',
    severity: 'warning',
    expr: ['gateway', 'inference']
      .map((service) =>
        rose(`renwatch_${service}_dead_letters_total`, { by: ['service', 'reason'], window: '30m' }),
      )
      .join(' or '),
    summary: 'Messages are refused ({{ $labels.reason }})',
    description:
      '{{ $value | humanize }} messages became dead letters of {{ $labels.service }} for {{ $labels.reason }}. They are kept whole and can be replayed.',
  },
  {
    name: 'VersionSkew',
    severity: 'warning',
    expr: 'count(count by (version, revision) (renwatch_build_info)) > 1',
    holds: '30m',
    summary: 'Services of different revisions run together',
    description:
      '{{ $value }} revisions have run side by side for half an hour: a roll-out has stopped halfway.',
  },
  {
    name: 'Watchdog',
    severity: 'none',
    expr: 'vector(1)',
    summary: 'Alarms arrive',
    description:
      'Fires always. Route it to a dead man’s switch: when it stops, Prometheus or Alertmanager has stopped.',
  },
];
