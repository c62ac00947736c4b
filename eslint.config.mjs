import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which rooms each room may import: the table of docs/architecture.md. `*`: any library. */
const rooms = {
  hl7: [],
  aki: [],
  timing: [],
  decisions: ['room:aki'],
  intake: ['room:hl7', 'room:aki', 'room:events', 'room:decisions'],
  datasets: ['room:aki'],
  cohort: ['room:hl7', 'room:aki', 'room:datasets'],
  events: [],
  mllp: ['room:timing'],
  kafka: ['room:events', 'room:timing'],
  store: ['room:aki', 'room:timing'],
  model: ['room:aki'],
  runtime: ['room:timing'],
  machine: [],
};

const layers = {
  app: ['layer:domain', 'layer:contract', 'layer:platform'],
  testing: ['layer:domain', 'layer:contract', 'layer:platform', 'layer:testing'],
  tool: ['layer:domain', 'layer:contract', 'layer:platform', 'layer:testing', 'layer:tool'],
};

/** Packages that one room alone may import. */
const owned = { kafka: ['kafkajs'], store: ['pg'], model: ['@tensorflow/*'] };
const ownedByOthers = (room) =>
  Object.entries(owned).flatMap(([owner, packages]) => (owner === room ? [] : packages));

const domainRooms = ['hl7', 'aki', 'cohort', 'timing', 'decisions', 'intake', 'datasets'];
const outsideDomain = ['@nestjs/*', 'pino', 'prom-client', 'zod', 'rxjs'];

const boundaries = (also) => {
  const depConstraints = [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      sourceTag: `room:${room}`,
      onlyDependOnLibsWithTags: [...allowed, ...also],
      bannedExternalImports: [...ownedByOthers(room), ...(domainRooms.includes(room) ? outsideDomain : [])],
    })),
    ...Object.entries(layers).map(([layer, allowed]) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: [...allowed, ...also],
      ...(layer === 'app' ? { bannedExternalImports: ownedByOthers('app') } : {}),
    })),
  ];
  return ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }];
};

const environmentRead = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only config.ts reads the environment: take what you need as an option.',
};

export default [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/test-results',
      '**/mutation-results',
      '.stryker-tmp',
      '.nx',
      '.renwatch',
    ],
  },
  ...nx.configs['flat/base'],
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', environmentRead],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['apps/**/*.ts'],
    rules: { 'no-console': 'error', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    // Nest's dependency injection reads constructor types at run time, which `import type` would erase.
    files: ['apps/**/*.ts', 'libs/runtime/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['**/config.ts', '**/*.spec.ts', '**/*.spec-support.ts', 'tools/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec-support.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(['layer:testing']) },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
];
