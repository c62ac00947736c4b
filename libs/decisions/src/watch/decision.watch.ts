import { type ModelInfo, type OutsideReason } from '@renwatch/aki';
import { type Decision } from '../decision';
import { type DriftFinding, DriftWatch } from './drift.watch';
import { UnitWatch, type WatchedResult } from './unit.watch';

/** A message of a committed batch. */
export interface WatchedMessage {
  messageId: string;
  feed: string;
  /** How many of its creatinines were refused as out of range. */
  outOfRange: number;
}

export interface UnitSuspicion {
  feed: string;
  /** False when the suspicion has passed. */
  isSuspected: boolean;
}

const DRIFT_WINDOW = { windowResults: 1_000, minResults: 200 };
/** Training rows have an age, a sex and a history; results without them would look like drift. */
const NOT_IN_TRAINING: ReadonlySet<OutsideReason> = new Set(['age-unknown', 'sex-unknown', 'no-history']);

/** Watches the stream of decisions for signs that its results are not what rule and model expect. */
export class DecisionWatch {
  private readonly units = new UnitWatch();
  private readonly suspected = new Set<string>();
  private drift: DriftWatch | undefined;

  /**
   * Compares results with a model's training set from now on.
   * @returns false if the model has none to compare with
   */
  watchDrift({ features, trainingDistribution: training }: ModelInfo): boolean {
    this.drift = training && new DriftWatch({ training, features, ...DRIFT_WINDOW });
    return training !== undefined;
  }

  /** The drift of each feature and of the score; none before enough results have come. */
  driftFindings(): DriftFinding[] {
    return this.drift?.findings() ?? [];
  }

  /**
   * Takes a batch, message by message in their order, because the last results of each feed count.
   * @returns the feeds whose unit came under suspicion, or is no longer suspected
   */
  add(messages: readonly WatchedMessage[], decisions: readonly Decision[]): UnitSuspicion[] {
    const byMessage = new Map<string, Decision[]>();
    for (const decision of decisions) {
      const { messageId } = decision;
      byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), decision]);
    }
    return messages.flatMap(({ messageId, feed, outOfRange }) => {
      const refused = outOfRange > 0 ? this.watchUnit(feed, { kind: 'out-of-range' }, outOfRange) : [];
      const decided = (byMessage.get(messageId) ?? []).flatMap((decision) => this.addDecision(decision));
      // A message that came twice was decided once.
      byMessage.delete(messageId);
      return [...refused, ...decided];
    });
  }

  private addDecision(decision: Decision): UnitSuspicion[] {
    const { creatinineUmolPerL: umolPerL, baselineUmolPerL, features, probability } = decision;
    if (decision.revision > 1 || umolPerL === null) return [];
    const isLikeTraining = !decision.outsideReasons.some((reason) => NOT_IN_TRAINING.has(reason));
    if (features && probability !== null && isLikeTraining) this.drift?.add(features, probability);
    return this.watchUnit(decision.feed, { kind: 'decided', umolPerL, baselineUmolPerL });
  }

  private watchUnit(feed: string, result: WatchedResult, times = 1): UnitSuspicion[] {
    const isSuspected = this.units.add(feed, result, times);
    if (isSuspected === this.suspected.has(feed)) return [];
    if (isSuspected) this.suspected.add(feed);
    else this.suspected.delete(feed);
    return [{ feed, isSuspected }];
  }
}
