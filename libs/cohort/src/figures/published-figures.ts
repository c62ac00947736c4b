/** Published figures of hospitals and people, with the allowed difference as a share of the figure. */
export const PUBLISHED_FIGURES = {
  admissionsPerDay: { name: 'admissions per day', unit: '', published: 20, tolerance: 0.1 },
  resultsPerDay: { name: 'creatinine results per day', unit: '', published: 100, tolerance: 0.15 },
  akiShare: { name: 'admissions with AKI', unit: '%', published: 10.7, tolerance: 0.15 },
  stage1Share: { name: 'admissions with AKI stage 1', unit: '%', published: 7.2, tolerance: 0.2 },
  stage2Share: { name: 'admissions with AKI stage 2', unit: '%', published: 2.2, tolerance: 0.25 },
  stage3Share: { name: 'admissions with AKI stage 3', unit: '%', published: 1.3, tolerance: 0.3 },
  alertsPerAki: {
    name: 'alerts of the rule per admission with AKI',
    unit: '',
    published: 3.9,
    tolerance: 0.2,
  },
  flaggedShare: {
    name: 'admissions with AKI that the rule flags',
    unit: '%',
    published: 91.2,
    tolerance: 0.06,
  },
  meanMale: { name: 'mean creatinine in health, men', unit: ' mg/dL', published: 0.9, tolerance: 0.05 },
  lowMale: { name: '  2.5th centile, men', unit: ' mg/dL', published: 0.63, tolerance: 0.1 },
  highMale: { name: '  97.5th centile, men', unit: ' mg/dL', published: 1.16, tolerance: 0.1 },
  meanFemale: { name: 'mean creatinine in health, women', unit: ' mg/dL', published: 0.7, tolerance: 0.05 },
  lowFemale: { name: '  2.5th centile, women', unit: ' mg/dL', published: 0.48, tolerance: 0.1 },
  highFemale: { name: '  97.5th centile, women', unit: ' mg/dL', published: 0.93, tolerance: 0.1 },
  withinPersonCv: { name: 'median CV within a person', unit: '%', published: 5.2, tolerance: 0.1 },
  analyticalCv: { name: 'analytical CV', unit: '%', published: 2.45, tolerance: 0.05 },
  falseAki: { name: 'false AKI from noise after four draws', unit: '%', published: 8, tolerance: 0.15 },
} as const;

export type FigureKey = keyof typeof PUBLISHED_FIGURES;
