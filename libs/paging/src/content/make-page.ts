import { explainComparison, formatUmol, type RuleOutcome } from '@renwatch/aki';
import { type AkiPage } from '@renwatch/events';
import { formatLocal, placeWords, stageWords, upperFirst } from './words';

/** Everything on a page but its sentence, which follows from the rest. */
export interface PageFacts extends Omit<AkiPage, 'schema' | 'sentence' | 'criterion'> {
  criterion: RuleOutcome['criterion'] | 'retracted';
  /** The laboratory flag of the rule. */
  flag: RuleOutcome['flag'];
}

/** Makes a page of `AKI_PAGE_SCHEMA` 1 with its sentence. */
export function makePage({ flag, ...facts }: PageFacts): AkiPage {
  return { schema: 1, ...facts, sentence: sentenceOf({ flag, ...facts }) };
}

/** Writes the sentence: why now, the result against its baseline, its time, and the patient's place if it is known. */
function sentenceOf(facts: PageFacts): string {
  const place = placeWords(facts);
  return `${openingOf(facts)}: ${resultWords(facts)}${place === '' ? '' : `; ${place}`}`;
}

function openingOf({ reason, stage, source, previousPage, unansweredMinutes }: PageFacts): string {
  const words = upperFirst(stageWords(stage, source));
  switch (reason) {
    case 'first':
      return `${words}, first alert`;
    case 'rise':
      return previousPage ? `${words}, up from stage ${previousPage.stage}` : `${words}, higher than before`;
    case 'worse':
      return previousPage
        ? `${words}, creatinine up from ${formatUmol(previousPage.umolPerL)} since the last page`
        : `${words}, creatinine higher than on the last page`;
    case 'relapse':
      return `${words} again after an improvement`;
    case 'unanswered':
      return `${words}, no answer${unansweredMinutes === undefined ? '' : ` for ${unansweredMinutes} min`}`;
    case 'retracted': {
      const before = previousPage && previousPage.stage > 0 ? ` of stage ${previousPage.stage}` : '';
      return `Withdrawn: the AKI alert${before} no longer stands`;
    }
    default:
      return reason satisfies never;
  }
}

function resultWords({ creatinine, baseline, criterion, flag, takenAt }: PageFacts): string {
  const time = formatLocal(takenAt.local);
  if (creatinine === null || criterion === 'retracted') return `the creatinine of ${time} was withdrawn`;
  const comparison = explainComparison({
    ...{ criterion, flag },
    currentUmolPerL: creatinine.umolPerL,
    currentComparator: creatinine.comparator,
    baselineUmolPerL: baseline?.umolPerL ?? null,
    reference: baseline?.kind ?? null,
  });
  return `${comparison.charAt(0).toLowerCase()}${comparison.slice(1)}, taken ${time}`;
}
