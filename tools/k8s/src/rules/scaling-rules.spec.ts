import { object } from './rules.spec-support';
import { scalingFaults } from './scaling-rules';

const slow = { stabilizationWindowSeconds: 900, policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] };
const byCpu = (name: string, spec: object = {}) =>
  object('HorizontalPodAutoscaler', name, {
    spec: { minReplicas: 3, maxReplicas: 12, behavior: { scaleDown: slow }, ...spec },
  });
const byLag = (spec: object = {}) =>
  object('ScaledObject', 'pager', {
    spec: {
      minReplicaCount: 3,
      maxReplicaCount: 6,
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: slow } } },
      ...spec,
    },
  });

describe('the rules for autoscalers', () => {
  it('accept good autoscalers', () => {
    expect(scalingFaults([byCpu('inference'), byLag()])).toEqual([]);
  });

  it('find more replicas than configured partitions', () => {
    const config = object('ConfigMap', 'renwatch', {
      data: { KAFKA_BROKERS: 'kafka:9092', KAFKA_PARTITIONS: '4' },
    });
    expect(scalingFaults([config, byCpu('inference'), byLag()])).toEqual([
      'HorizontalPodAutoscaler/inference: scales up to 12, more than the 4 partitions',
      'ScaledObject/pager: scales up to 6, more than the 4 partitions',
    ]);
    expect(scalingFaults([config, byCpu('gateway')])).toEqual([]);
  });

  it('find replicas that may open more sessions than the database has', () => {
    const fault = (sessions: number) =>
      `autoscaling may open ${sessions} database sessions, more than the 180 that the database is asked for`;
    expect(scalingFaults([byCpu('inference', { maxReplicas: 24 }), byLag()])).toEqual([fault(266)]);
    const data = { KAFKA_BROKERS: 'kafka:9092', DATABASE_CONNECTIONS: '12' };
    const config = object('ConfigMap', 'renwatch', { data });
    expect(scalingFaults([config, byCpu('inference'), byLag()])).toEqual([fault(250)]);
    expect(scalingFaults([config, byCpu('gateway', { maxReplicas: 90 })])).toEqual([]);
  });

  it('find too few replicas and a fast scale-down', () => {
    expect(scalingFaults([byCpu('gateway', { minReplicas: 2 })])).toEqual([
      'HorizontalPodAutoscaler/gateway: scales down to 2, fewer than 3',
    ]);
    expect(scalingFaults([byCpu('gateway', { behavior: {} }), byLag({ advanced: undefined })])).toEqual([
      expect.stringContaining('HorizontalPodAutoscaler/gateway: scales down too fast'),
      expect.stringContaining('ScaledObject/pager: scales down too fast'),
    ]);
  });
});
