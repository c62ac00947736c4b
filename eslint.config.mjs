import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { TIME_ROOMS } from './tools/bootstrap/src/results/time-rooms.mjs';

/** The rooms that each room may import; docs/architecture.md says what is in them. */
const rooms = {
  hl7: [],
  aki: [],
  timing: [],
  decisions: ['room:aki'],
  intake: ['room:hl7', 'room:aki', 'room:events', 'room:decisions'],
  paging: ['room:aki', 'room:events'],
  datasets: ['room:aki'],
  cohort: ['room:hl7', 'room:aki', 'room:datasets'],
  events: [],
  contract: [],
  mllp: ['room:timing'],
  kafka: ['room:events', 'room:timing'],
  store: ['room:aki', 'room:timing'],
  model: ['room:aki'],
  runtime: ['room:timing'],
  feeds: ['room:hl7', 'room:intake', 'room:runtime'],
  machine: [],
};

const layers = {
  app: ['layer:domain', 'layer:contract', 'layer:platform'],
  // Code for browsers.
  web: ['layer:contract'],
  testing: ['layer:domain', 'layer:contract', 'layer:platform', 'layer:testing'],
  tool: ['layer:domain', 'layer:contract', 'layer:platform', 'layer:testing', 'layer:tool'],
};

/** Packages that one room alone may import. */
const owned = { kafka: ['kafkajs'], store: ['pg'], model: ['@tensorflow/*'] };
const ownedByOthers = (room) =>
  Object.entries(owned).flatMap(([owner, packages]) => (owner === room ? [] : packages));

const domainRooms = ['hl7', 'aki', 'cohort', 'timing', 'decisions', 'intake', 'paging', 'datasets'];
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

const DATE = { call: "CallExpression[callee.object.name='Date'][callee.property.name='parse']" };
DATE.make = "NewExpression[callee.name='Date']";
const HAS_ZONE = '(?:Z|[+-]\\d\\d:?\\d\\d)$';

/** Bans reading the time zone of the process, because a result must be the same wherever it is computed. */
const zoneReads = [
  'MemberExpression[property.name=/^[gs]et(?:FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds)$/]',
  'MemberExpression[property.name=/^(?:getTimezoneOffset|to(?:Locale)?(?:Date|Time)String)$/]',
  "CallExpression[callee.property.name='toLocaleString']:not(:has(Property[key.name='timeZone']))",
  "NewExpression[callee.property.name='DateTimeFormat']:not(:has(Property[key.name='timeZone']))",
  "CallExpression[callee.name='Date']",
  `${DATE.make}[arguments.length>1]`,
  ...[DATE.call, DATE.make].flatMap((from) => [
    `${from} > Literal[value=/^(?!.*${HAS_ZONE})/]`,
    `${from} > TemplateLiteral > TemplateElement[tail=true][value.raw!=/${HAS_ZONE}/]`,
  ]),
].map((selector) => ({
  selector,
  message: 'This reads the time zone of the process: use UTC or name the zone.',
}));

/** Bans turning text into a time in rooms whose specs `npm test` does not run in a second time zone. */
const textTimes = [DATE.call, `${DATE.make}[arguments.length=1]:not(:has(> BinaryExpression))`].map(
  (selector) => ({
    selector,
    message: 'Only rooms listed in time-rooms.mjs, whose specs run in two time zones, read times from text.',
  }),
);

const timeRooms = `{${[...TIME_ROOMS, 'e2e'].join()}}`;

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));
const nodeGlobals = readonly(
  ...['AbortController', 'AbortSignal', 'Buffer', 'URL', 'console', 'fetch', 'performance', 'process'],
  ...['clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout'],
  ...['__dirname', '__filename', 'module', 'require', 'exports'],
);
const jestGlobals = readonly(
  'afterAll',
  'afterEach',
  'beforeAll',
  'beforeEach',
  'describe',
  'expect',
  'it',
  'jest',
);

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
    files: ['**/*.{ts,tsx}'],
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
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['libs/{intake,paging}/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.spec-support.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@renwatch/events', allowTypeImports: true, message: 'Import its types only.' }] },
      ],
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
    rules: { 'no-restricted-syntax': ['error', ...zoneReads, ...textTimes] },
  },
  {
    files: [`*/${timeRooms}/**`],
    rules: { 'no-restricted-syntax': ['error', ...zoneReads] },
  },
  {
    files: ['{apps,libs}/**/*.ts'],
    ignores: ['**/config.ts', 'libs/testing/**'],
    rules: { 'no-restricted-syntax': ['error', environmentRead, ...zoneReads, ...textTimes] },
  },
  {
    files: [`{apps,libs}/${timeRooms}/**/*.ts`],
    ignores: ['**/config.ts'],
    rules: { 'no-restricted-syntax': ['error', environmentRead, ...zoneReads] },
  },
  {
    files: ['**/*.spec.{ts,mjs}', '**/*.spec-support.{ts,mjs}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec-support.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(['layer:testing']) },
  },
  {
    // The compiler does not check these files.
    files: ['**/*.{cjs,mjs}'],
    languageOptions: { globals: { ...nodeGlobals, ...jestGlobals } },
    rules: { 'no-undef': 'error' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
];
