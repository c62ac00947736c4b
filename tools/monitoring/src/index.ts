export { AlarmBook, keyOf } from './prometheus/alarm-book';
export { PrometheusClient, type FiringAlarm } from './prometheus/prometheus-client';
export {
  startPrometheus,
  type RunningPrometheus,
  type StartPrometheusOptions,
} from './prometheus/start-prometheus';
export { renderRules } from './rules/rules-file';
export { usedMetrics } from './used-metrics';
