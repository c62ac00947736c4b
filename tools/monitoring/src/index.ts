export { ALARM_GROUPS } from './alarms/alarms';
export { DASHBOARDS } from './dashboards/dashboards';
export { AlarmBook, keyOf } from './prometheus/alarm-book';
export { findMonitoringProgram } from './prometheus/find-monitoring-program';
export { PrometheusClient, type FiringAlarm } from './prometheus/prometheus-client';
export {
  startPrometheus,
  type RunningPrometheus,
  type StartPrometheusOptions,
} from './prometheus/start-prometheus';
export { fasterAlarms } from './rules/faster';
export { renderRules } from './rules/rules-file';
export { usedMetrics } from './used-metrics';
