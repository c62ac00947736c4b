export { usedMetrics } from './used-metrics';
