import { type Decision, type DecisionWatch, type UnitSuspicion } from '@renwatch/decisions';
import { exportAt0, type Logger, type Metrics } from '@renwatch/runtime';

export interface GuardMetricsOptions {
  metrics: Metrics;
  logger: Logger;
  watch: Pick<DecisionWatch, 'driftFindings'>;
}

/** Shows how far decisions can be trusted: the model's switch, drift from its training, its shadow, a feed's unit. */
export class GuardMetrics {
  private readonly logger;
  private readonly modelOn;
  private readonly ruleAlone;
  private readonly shadowDecisions;
  private readonly shadowFailures;
  private readonly unitSuspected;
  private readonly unitChanges;

  constructor({ metrics, logger, watch }: GuardMetricsOptions) {
    this.logger = logger;
    this.modelOn = metrics.gauge({
      name: 'inference_model_on',
      help: '1 while a model is asked, 0 while the rule decides alone; for whoever switched it off to see, and to switch it on again.',
    });
    this.ruleAlone = metrics.counter({
      name: 'inference_rule_alone_total',
      help: 'Decisions by the rule alone because the model was off or failed, for the clinical safety officer.',
      labels: ['reason'],
      known: { reason: ['off', 'failed'] },
    });
    metrics.gauge({
      name: 'inference_drift_psi',
      help: 'Distance of the newest results from the training set, by feature and for the score; above 0.25 a data scientist should investigate.',
      labels: ['of'],
      collect: (gauge) => {
        for (const { of, psi } of watch.driftFindings()) gauge.set({ of }, psi);
      },
    });
    this.shadowDecisions = metrics.counter({
      name: 'inference_shadow_decisions_total',
      help: 'Decisions of the shadow model that were the same as the served ones, or different; npx renwatch shadow report shows details.',
      labels: ['verdict'],
      known: { verdict: ['same', 'differs'] },
    });
    this.shadowFailures = metrics.counter({
      name: 'inference_shadow_failures_total',
      help: 'Batches that the shadow model failed on; decisions are not affected.',
    });
    this.unitSuspected = metrics.gauge({
      name: 'inference_unit_change_suspected',
      help: 'ALARM at 1: the latest results of this feed look as if their unit had changed; ask the laboratory at once.',
      labels: ['feed'],
    });
    this.unitChanges = metrics.counter({
      name: 'inference_unit_changes_total',
      help: 'Times a feed came under that suspicion, including suspicions that have passed.',
      labels: ['feed'],
    });
  }

  exportFeeds(feeds: readonly string[]): void {
    exportAt0(this.unitChanges, { feed: feeds });
  }

  modelIs(on: boolean): void {
    this.modelOn.set(on ? 1 : 0);
  }

  decided(decisions: readonly Decision[]): void {
    for (const { shadow, level, modelSilence } of decisions) {
      if (shadow) this.shadowDecisions.inc({ verdict: shadow.level === level ? 'same' : 'differs' });
      if (modelSilence) this.ruleAlone.inc({ reason: modelSilence });
    }
  }

  shadowFailed(error: unknown): void {
    this.shadowFailures.inc();
    this.logger.warn({ error }, 'shadow model failed');
  }

  unitSuspicionChanged({ feed, isSuspected }: UnitSuspicion): void {
    this.unitSuspected.set({ feed }, isSuspected ? 1 : 0);
    if (!isSuspected) return;
    this.unitChanges.inc({ feed });
    this.logger.error({ feed }, 'unit change suspected: ask the laboratory at once');
  }
}
