/** `critical` wakes somebody; `warning` waits for the morning; `none` shows that alarms arrive at all. */
export type Severity = 'critical' | 'warning' | 'none';

/** One alarm of Prometheus. Its runbook is `docs/runbooks/NAME.md`. */
export interface Alarm {
  /** UpperCamelCase, without the prefix `Renwatch` that it has in Prometheus. */
  name: string;
  severity: Severity;
  /** PromQL; each series that it returns is an alarm of its own. */
  expr: string;
  /** Prometheus duration for which the expression must hold. Without one it fires at once. */
  holds?: string;
  /** One line for the pager of the engineer; may use `{{ $labels.x }}`. */
  summary: string;
  /** States the fault, with `{{ $value }}`, and what it means for patients. */
  description: string;
}

const PREFIX = 'Renwatch';

/** Returns the name that an alarm has in Prometheus. */
export const fullNameOf = ({ name }: Pick<Alarm, 'name'>): string => `${PREFIX}${name}`;

/** Returns the name that an alarm has here, from its name in Prometheus. */
export const shortNameOf = (fullName: string): string =>
  fullName.startsWith(PREFIX) ? fullName.slice(PREFIX.length) : fullName;
