import { DecisionWatch, type Decision } from '@renwatch/decisions';
import { createLogger, Metrics } from '@renwatch/runtime';
import { GuardMetrics } from './guard.metrics';

const logger = createLogger({ service: 'spec', level: 'silent' });

const guard = (watch: Pick<DecisionWatch, 'driftFindings'> = new DecisionWatch()) => {
  const metrics = new Metrics({ service: 'spec', processMetrics: false });
  const guardMetrics = new GuardMetrics({ metrics, logger, watch });
  /** The values of a metric, by its one label. */
  const valuesOf = async (name: string) => {
    const text = await metrics.registry.metrics();
    const values = text.matchAll(new RegExp(`${name}\\{\\w+="([^"]+)".*\\} (\\S+)$`, 'gm'));
    return Object.fromEntries([...values].map(([, label = '', value]) => [label, Number(value)]));
  };
  return { guardMetrics, valuesOf };
};
const decision = (own: Partial<Decision>): Decision =>
  ({ level: 0, modelSilence: null, shadow: null, ...own }) as Decision;
const shadow = (level: 0 | 1): Decision['shadow'] => ({
  ...{ modelVersion: 's', modelSha256: '', probability: 0.1, inDomain: true },
  ...{ level, source: level === 0 ? null : 'model' },
});

describe("the guard's metrics", () => {
  it('show the drift of each feature when they are collected', async () => {
    const findings = [
      { of: 'age_years', psi: 0.5 },
      { of: 'score', psi: 0.1 },
    ];
    const { valuesOf } = guard({ driftFindings: () => findings });
    expect(await valuesOf('inference_drift_psi')).toEqual({ age_years: 0.5, score: 0.1 });
  });

  it('export every reason and verdict at 0 from the start', async () => {
    const { valuesOf } = guard();
    expect(await valuesOf('inference_rule_alone_total')).toEqual({ off: 0, failed: 0 });
    expect(await valuesOf('inference_shadow_decisions_total')).toEqual({ same: 0, differs: 0 });
  });

  it('count decisions by the rule alone, by reason', async () => {
    const { guardMetrics, valuesOf } = guard();
    guardMetrics.decided([
      decision({ modelSilence: 'off' }),
      decision({ modelSilence: 'failed' }),
      decision({}),
    ]);
    expect(await valuesOf('inference_rule_alone_total')).toEqual({ off: 1, failed: 1 });
  });

  it('count shadow decisions that are the same and that differ', async () => {
    const { guardMetrics, valuesOf } = guard();
    guardMetrics.decided([decision({ shadow: shadow(0) }), decision({ shadow: shadow(1) }), decision({})]);
    expect(await valuesOf('inference_shadow_decisions_total')).toEqual({ same: 1, differs: 1 });
  });

  it('raise a suspected feed and clear it again, but keep counting it', async () => {
    const { guardMetrics, valuesOf } = guard();
    guardMetrics.unitSuspicionChanged({ feed: 'ward', isSuspected: true });
    expect(await valuesOf('inference_unit_change_suspected')).toEqual({ ward: 1 });
    guardMetrics.unitSuspicionChanged({ feed: 'ward', isSuspected: false });
    expect(await valuesOf('inference_unit_change_suspected')).toEqual({ ward: 0 });
    expect(await valuesOf('inference_unit_changes_total')).toEqual({ ward: 1 });
  });
});
