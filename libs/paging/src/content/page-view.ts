import { comparatorWords, formatRatio, formatUmol, referenceName } from '@renwatch/aki';
import { type AkiPage } from '@renwatch/events';
import { formatLocal, oneLine, placeWords, stageWords, upperFirst } from './words';

/** A page in words, in the order in which a person reads it; every text is one line. */
export interface PageView {
  /** `AKI stage 2`: the largest words of the page. */
  headline: string;
  /** Why now. */
  why: string;
  patient: string;
  place: string;
  current: string;
  /** Empty if there is nothing to compare with. */
  comparison: string;
  /** Time and value of earlier results, newest first. */
  earlier: readonly (readonly [time: string, value: string])[];
  /** Name and text of further facts. */
  facts: readonly (readonly [name: string, text: string])[];
  links: readonly (readonly [name: string, url: string])[];
  notice: string;
}

export const NOTICE = 'No diagnosis. The absence of an alert is no all-clear.';

/** Puts a page into words, for all renderings of it. */
export function pageView(page: AkiPage): PageView {
  const { reason, stage, source, takenAt, earlier, links } = page;
  return {
    headline: reason === 'retracted' ? 'AKI alert withdrawn' : upperFirst(stageWords(stage, source)),
    why: whyWords(page),
    patient: patientWords(page),
    place: upperFirst(placeWords(page)) || 'Ward not known',
    current: `${valueWords(page.creatinine)}, ${formatLocal(takenAt.local)}`,
    comparison: comparisonWords(page),
    earlier: earlier
      .map((result) => [formatLocal(result.takenAt.local), numberWords(result)] as const)
      .reverse(),
    facts: factsOf(page),
    links: [
      ...(links.console === undefined ? [] : [['Open in Renwatch', links.console] as const]),
      ...(links.guideline === undefined ? [] : [['Local guideline', links.guideline] as const]),
    ],
    notice: NOTICE,
  };
}

function whyWords({ reason, previousPage, unansweredMinutes }: AkiPage): string {
  const before = previousPage
    ? ` (stage ${previousPage.stage}, ${formatUmol(previousPage.umolPerL)} µmol/L, ${formatLocal(previousPage.takenAt.local)})`
    : '';
  switch (reason) {
    case 'first':
      return 'First alert of this episode';
    case 'rise':
      return `Stage rose since the last page${before}`;
    case 'worse':
      return `Creatinine rose since the last page${before}`;
    case 'relapse':
      return `Worse again after an improvement; last page${before}`;
    case 'unanswered':
      return unansweredMinutes === undefined
        ? 'Nobody has answered'
        : `Nobody has answered for ${unansweredMinutes} minutes`;
    case 'retracted':
      return `The page before no longer stands${before}`;
    default:
      return reason satisfies never;
  }
}

function patientWords({ patient: { mrn, authority, ageYears, sex } }: AkiPage): string {
  const issuer = oneLine(authority);
  const number = `MRN ${oneLine(mrn)}${issuer === '' ? '' : ` (${issuer})`}`;
  const age = ageYears === null ? 'age unknown' : `${ageYears} years`;
  return `${number}, ${sexWords(sex)}, ${age}`;
}

function sexWords(sex: AkiPage['patient']['sex']): string {
  switch (sex) {
    case 'F':
      return 'female';
    case 'M':
      return 'male';
    case 'U':
      return 'sex unknown';
    default:
      return sex satisfies never;
  }
}

function numberWords({ umolPerL, comparator }: AkiPage['earlier'][number]): string {
  return `${comparatorWords(comparator)}${formatUmol(umolPerL)}`;
}

function valueWords(creatinine: AkiPage['creatinine']): string {
  return creatinine ? `Creatinine ${numberWords(creatinine)} µmol/L` : 'Creatinine withdrawn';
}

function comparisonWords({ baseline, ratio, creatinine }: AkiPage): string {
  if (!baseline || !creatinine) return '';
  const multiple = ratio === null ? '' : `${formatRatio(creatinine.umolPerL / baseline.umolPerL)} × `;
  const time = baseline.takenAt ? `, ${formatLocal(baseline.takenAt.local)}` : '';
  return `${multiple}baseline ${formatUmol(baseline.umolPerL)} µmol/L (${referenceName(baseline.kind)}${time})`;
}

function factsOf(page: AkiPage): [string, string][] {
  const { consultant, requester, visit, companions = [], model } = page;
  const given: [string, string | undefined][] = [
    ...companions.map(({ name, value, unit }): [string, string] => [oneLine(name), `${value} ${unit}`]),
    ['Consultant', consultant],
    ['Requested by', requester],
    ['Visit', visit],
    ['Model', model?.hadASay === true ? `probability ${Math.round(model.probability * 100)}%` : undefined],
  ];
  return given.flatMap(([name, text]): [string, string][] => {
    const line = oneLine(text ?? '');
    return line === '' ? [] : [[name, line]];
  });
}
