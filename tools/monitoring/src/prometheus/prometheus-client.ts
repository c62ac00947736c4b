import { shortNameOf, type Severity } from '../alarms/alarm';

/** An alarm that fires now, for one set of labels. */
export interface FiringAlarm {
  /** As in `alarms/`, without the prefix of Prometheus. */
  name: string;
  severity: Severity;
  /** Labels that tell it from others of its name. */
  labels: Readonly<Record<string, string>>;
  value: number;
  summary: string;
  /** Link or path of its runbook, as the rules give it. */
  runbook: string;
}

interface AlertOfApi {
  state: string;
  value: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const ANSWER_LIMIT_MS = 5_000;

/** Asks a Prometheus over its HTTP API. @throws Error if it does not answer */
export class PrometheusClient {
  /** @param url without a slash at its end */
  constructor(private readonly url: string) {}

  async firing(): Promise<FiringAlarm[]> {
    const { alerts } = (await this.get('alerts')) as { alerts: AlertOfApi[] };
    return alerts.filter(({ state }) => state === 'firing').map(firingAlarm);
  }

  /** Returns the values of the series that an expression has now. */
  async values(expr: string): Promise<number[]> {
    const query = `query?query=${encodeURIComponent(expr)}`;
    const { result } = (await this.get(query)) as { result: { value: [number, string] }[] };
    return result.map(({ value: [, value] }) => Number(value));
  }

  /** Returns the age of its newest sample; undefined if it has none of the last minutes. */
  async newestSampleAgeSeconds(): Promise<number | undefined> {
    return (await this.values('time() - max(timestamp(up))'))[0];
  }

  private async get(request: string): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${request}`, {
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const body = (await response.json()) as { status: string; error?: string; data: unknown };
    if (body.status !== 'success') throw new Error(`Prometheus answered: ${body.error}`);
    return body.data;
  }
}

function firingAlarm({ value, labels, annotations }: AlertOfApi): FiringAlarm {
  const { alertname = '', severity = 'none', ...own } = labels;
  return {
    name: shortNameOf(alertname),
    severity: severity as Severity,
    labels: own,
    value: Number(value),
    summary: annotations['summary'] ?? '',
    runbook: annotations['runbook_url'] ?? '',
  };
}
