import { type ModelInfo, type Stage } from '@renwatch/aki';
import { type DecisionDraft } from './decision-draft';

/** A decision as it is recorded. */
export interface Decision {
  draft: DecisionDraft;
  /** Rounded to 1e-6; null where no model spoke. */
  probability: number | null;
  /** What the shadow model would have decided; null without one, and where it failed. */
  shadow: ShadowVerdict | null;
  /** Why no model spoke; null where it did, or there was nothing to judge. */
  modelSilence: 'off' | 'failed' | null;
  /** 0: nobody is paged. */
  level: Stage;
  source: 'rule' | 'model' | null;
  /** One sentence for a clinician. */
  reason: string;
  /** Whether an alert is raised: for the patient's newest result only, and only above what it was alerted of before. */
  alerts: boolean;
}

/** Recorded and compared, never paged on. */
export interface ShadowVerdict {
  model: Pick<ModelInfo, 'version' | 'sha256'>;
  probability: number;
  inDomain: boolean;
  level: Stage;
  source: 'rule' | 'model' | null;
}
