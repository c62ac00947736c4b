import { FEATURES } from '@renwatch/aki';
import { type ModelContents } from '@renwatch/model';

import { type EvaluationReport } from '../report/evaluation-report';
import { formatReport } from '../report/format-report';
import { RECIPE } from '../training/recipe';
import { knownLimits } from './known-limits';

/** The model card's Markdown. Each number in it comes from the model file or from a report. */
export function formatCard(given: {
  contents: ModelContents;
  sha256: string;
  validation: EvaluationReport;
  courseTest: EvaluationReport;
  courseStream: EvaluationReport;
}): string {
  const { contents, sha256, validation, courseTest, courseStream } = given;
  const { provenance } = contents;
  return `# Model card: the shipped AKI model

Made by \`npx nx run trainer:card\` from the model file and the reports in [docs/model](model); a test fails where it disagrees
with them. \`libs/model/shipped/renwatch-aki.model.json\`, version \`${contents.version}\`, SHA-256 of its contents
\`${sha256}\` (the loader checks it and refuses to start on another).

## What it is for
It stands beside the NHS England AKI rule in a service that pages a hospital's on-call team. The rule decides the stage.
The model may **hold back a page for a stage 1** that it finds unlikely to be AKI; stages 2 and 3 it cannot hold back. ${ownAlerts(contents)}

A page says: look at this patient's kidneys. It is no diagnosis, and the absence of a page is no all-clear.

## Where it must not be used
- Alone, in place of the rule, or to decide on treatment.
- On patients on dialysis or with a kidney transplant, in pregnancy, and in the first weeks of life: creatinine means
  something else there, and nothing in a creatinine feed tells these patients apart. The rule has the same gap.
- Outside its training domain. The service sees to this: where the age or the sex is unknown, there is no result of the last
  365 days, one is a bound in place of a value (\`<40\`), or a value, an age or a length of history lies outside the ranges
  below, the rule decides alone and the decision says why.
- With \`AKI_RULE=kdigo\`: its thresholds were chosen, and each figure below was measured, with \`nhs-england\` alone. Set
  \`MODEL=off\` beside it.
- As evidence in a clinical setting. It has never seen a real patient's data.

| training domain | from | to |
| --- | --- | --- |
${domainRows(contents)}

## What it was made from
${count(provenance.rows)} labelled rows, ${count(provenance.positives)} of them AKI, of the synthetic hospital in \`libs/cohort\` (seed ${provenance.seed}), each of
another patient, drawn as results come in its feed: with a whole year before them, and more of them from patients with many.
\`npx nx run trainer:cohort\` prints that hospital's figures beside the published ones. **AKI means there
that the noise-free creatinine stands at 1.5 times the patient's own baseline or more because of an acute injury**. That is
known only to the maker of the data; a measured result adds within-person variation (CV 5.2% for the middle person, and
so different from person to person that noise alone gives the published 8% false AKI after four draws) and analytical
variation (CV 2.45%).

Input: ${FEATURES.length} features of the result, the results of the 365 days before, age and sex (\`libs/aki/src/features\`; the
same code trains and serves); no laboratory's reference limits. A logistic regression and ${RECIPE.networks} networks of ${RECIPE.hidden.join(' and ')} hidden units,
their logits averaged, stored as one network. ${provenance.folds}-fold cross-validation by patient, stopped early; calibrated by Platt
scaling on the folds left out.

\`\`\`
npx nx run trainer:train -- --seed=${provenance.seed} --name=${contents.version} --out=libs/model/shipped/renwatch-aki.model.json --report=docs/model/validation
\`\`\`

makes the same file again on the same machine.

## Thresholds
Chosen on validation folds, rows without AKI weighted so that ${percent(provenance.prevalence)} of results are AKI: the share measured among the
results of a university course's message stream. Of that course's data this figure went into the shipped model, and that 1
in 5 training rows are AKI, as in its files; no row and no single label did.
- Holding back a stage 1: below ${contents.holdBackThreshold}, the lowest of the thresholds whose F3 is about the best. F3 counts a missed AKI
  nine times a needless page.
- ${ownAlertRule(contents)}

The probability is calibrated for the training rows' share of AKI, not for a ward's. Read it as a score.

## Figures
"The policy in force" is how the services decide. "Without the policy" uses the model wherever it may judge, also where
the policy would not let it.

### Validation folds of the cohort
Each row is scored by what was not trained on it. But the same folds stopped the training, and chose calibration and
thresholds, so that these figures are a little optimistic.

${formatReport(validation)}

![Calibration](model/validation/calibration.svg) ![F3 by the share of AKI](model/validation/f3-by-prevalence.svg)

### ${courseTest.data}
${formatReport(courseTest)}

![Calibration](model/course-test/calibration.svg) ![F3 by the share of AKI](model/course-test/f3-by-prevalence.svg)

### ${courseStream.data}
${formatReport(courseStream)}

![Calibration](model/course-stream/calibration.svg) ![F3 by the share of AKI](model/course-stream/f3-by-prevalence.svg)

The course's data are simulated too, by other people. The model was trained on none of their rows, and no label of theirs
chose a threshold. But the stream's share of AKI is the one that thresholds were chosen for (see Thresholds), and while the cohort
was made, models from variants of it were tried on the course's data; the cohort stands on published figures
(\`libs/cohort/src/figures/published-figures.ts\`), and the two lines of the course are still not as blind as a first look
would have been.

## Where cohort and course disagree
- **What AKI is.** The course never counts a rise of more than 26 µmol/L within 48 hours alone as AKI. In the cohort such a
  rise is AKI where the true creatinine stands at 1.5 times the baseline.
- **How creatinine varies.** From one result to the next a patient of the course varies about twice as much (CV 11%) as the
  middle patient of the cohort, which keeps to published figures. So noise looks more like an injury there.
- **How AKI goes.** In the course AKI is a single result, about twice the usual value, and the next is as before; in the
  cohort creatinine rises over a day or two, stays, and recovers over days, so that results near the limit are common,
  and more of them are AKI.

## Known limits
${knownLimits([{ ...validation, data: 'Validation folds' }, courseTest, courseStream])}
- Part of the cohort's AKI goes unseen by the rule: the true creatinine stands just above 1.5 times the baseline, or the
  earlier results were themselves raised.
- It gives no early warning, the probability of AKI at the next result: in the course's data AKI is one result that nothing
  before it foretells, and in the cohort it would only give back what the cohort was told to do.
- Nothing here says how it does on real patients.
`;
}

function ownAlerts({ alertThreshold }: ModelContents): string {
  return alertThreshold > 1
    ? 'It may also\nraise an alert of its own where the rule has none, but this model never does (see Thresholds).'
    : 'It may also\nraise an alert of its own where the rule has none, with a threshold of its own (see Thresholds).';
}

function ownAlertRule({ alertThreshold }: ModelContents): string {
  const asked =
    'as likely AKI as not for the share that is served, right nine times in\n  ten on rows of rule stage 0 and 1 together, and on those of stage 0 not more often wrong than right';
  return alertThreshold > 1
    ? `An alert of its own: never. Asked was: ${asked}.`
    : `An alert of its own: from ${alertThreshold}: ${asked}.`;
}

function domainRows({ domain }: ModelContents): string {
  return [
    ['Age, full years', domain.ageYears],
    ['Earlier results within 365 days', domain.historyResults],
    ['Creatinine, µmol/L (current and earlier)', domain.umolPerL],
  ]
    .map(([name, range]) => {
      const { min, max } = range as { min: number; max: number };
      return `| ${name as string} | ${min} | ${max} |`;
    })
    .join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
