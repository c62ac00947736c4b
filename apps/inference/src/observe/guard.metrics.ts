import { type ModelInfo, type OutsideReason } from '@renwatch/aki';
import { type Logger, type Metrics } from '@renwatch/runtime';
import { type Decision } from '../decision/decision';
import { type Judged } from '../decision/decision-draft';
import { DriftWatch } from '../guard/drift.watch';
import { UnitWatch, type WatchedResult } from '../guard/unit.watch';
import { type Intake } from '../intake/intake';

const DRIFT_WINDOW = { windowResults: 1_000, minResults: 200 };
const OUT_OF_RANGE = 'out-of-range';
/** Training rows have an age, a sex and a history: others would count as drift. */
const NOT_IN_TRAINING: ReadonlySet<OutsideReason> = new Set(['age-unknown', 'sex-unknown', 'no-history']);

/** What watches over the decisions themselves: the model's switch, drift from its training, a feed's unit. */
export class GuardMetrics {
  private readonly modelOn;
  private readonly ruleAlone;
  private readonly shadowDecisions;
  private readonly shadowFailures;
  private readonly unitSuspected;
  private readonly unitChanges;
  private readonly units = new UnitWatch();
  private readonly suspected = new Set<string>();
  private drift: DriftWatch | undefined;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.modelOn = metrics.gauge({
      name: 'inference_model_on',
      help: '1 while a model is asked, 0 while the rule decides alone: for whoever switched it off to see, and to switch on again.',
    });
    this.ruleAlone = metrics.counter({
      name: 'inference_rule_alone_total',
      help: 'Decisions of the rule alone because the model was off or failed, for the clinical safety officer.',
      labels: ['reason'],
    });
    metrics.gauge({
      name: 'inference_drift_psi',
      help: 'How far the newest results lie from the training set, by feature and for the score; above 0.25 a data scientist should look.',
      labels: ['of'],
      collect: (gauge) => {
        for (const { of, psi } of this.drift?.findings() ?? []) gauge.set({ of }, psi);
      },
    });
    this.shadowDecisions = metrics.counter({
      name: 'inference_shadow_decisions_total',
      help: 'What the shadow model would have decided against what was served; npx renwatch shadow report has the detail.',
      labels: ['verdict'],
    });
    this.shadowFailures = metrics.counter({
      name: 'inference_shadow_failures_total',
      help: 'Batches that the shadow model failed at; nothing else is touched by it.',
    });
    this.unitSuspected = metrics.gauge({
      name: 'inference_unit_change_suspected',
      help: 'ALARM at 1: this feed’s last results look as if their unit had changed; ask the laboratory at once.',
      labels: ['feed'],
    });
    this.unitChanges = metrics.counter({
      name: 'inference_unit_changes_total',
      help: 'How often a feed came under that suspicion, also where it has passed since.',
      labels: ['feed'],
    });
  }

  modelIs(on: boolean): void {
    this.modelOn.set(on ? 1 : 0);
  }

  shadowFailed(error: unknown): void {
    this.shadowFailures.inc();
    this.logger.warn({ error }, 'shadow model failed');
  }

  watchDrift({ features, trainingDistribution: training }: ModelInfo): void {
    if (training) this.drift = new DriftWatch({ training, features, ...DRIFT_WINDOW });
    else this.logger.warn('drift is not measured: the model file has no training distribution');
  }

  /** @param decisions in the order of the intakes that they were made for */
  batchCommitted(intakes: readonly Intake[], decisions: readonly Decision[]): void {
    const byMessage = new Map<string, Decision[]>();
    for (const decision of decisions) {
      const { messageId } = decision.draft.message;
      const own = byMessage.get(messageId);
      if (own) own.push(decision);
      else byMessage.set(messageId, [decision]);
    }
    // Message after message, as they came: the watch for a changed unit looks at the last results of a feed.
    for (const { messageId, feed, refused } of intakes) {
      for (const { letter, values } of refused)
        if (letter.reason === OUT_OF_RANGE) this.watchUnit(feed, { kind: OUT_OF_RANGE }, values);
      for (const decision of byMessage.get(messageId) ?? []) this.decided(decision);
      // A message that was sent twice was decided once.
      byMessage.delete(messageId);
    }
  }

  private decided({ draft, modelSilence, probability, shadow, level }: Decision): void {
    if (shadow) this.shadowDecisions.inc({ verdict: shadow.level === level ? 'same' : 'differs' });
    if (modelSilence) this.ruleAlone.inc({ reason: modelSilence });
    if (draft.revision > 1 || !draft.judged) return;
    const { currentUmolPerL: umolPerL, baselineUmolPerL } = draft.judged.outcome;
    this.watchUnit(draft.message.feed, { kind: 'decided', umolPerL, baselineUmolPerL });
    this.addToDrift(draft.judged, probability);
  }

  private addToDrift(judged: Judged, probability: number | null): void {
    const reasons = judged.domain?.reasons ?? [];
    if (probability === null || reasons.some((reason) => NOT_IN_TRAINING.has(reason))) return;
    this.drift?.add(judged.features, probability);
  }

  private watchUnit(feed: string, result: WatchedResult, times = 1): void {
    const isSuspected = this.units.add(feed, result, times);
    if (isSuspected === this.suspected.has(feed)) return;
    this.unitSuspected.set({ feed }, isSuspected ? 1 : 0);
    if (!isSuspected) {
      this.suspected.delete(feed);
      return;
    }
    this.suspected.add(feed);
    this.unitChanges.inc({ feed });
    this.logger.error({ feed }, 'the feed’s results look as if their unit had changed');
  }
}
