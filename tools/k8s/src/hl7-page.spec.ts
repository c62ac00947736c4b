import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MERGE_IGNORED_REASONS, WITHHELD_REASONS } from '@renwatch/decisions';
import { DEAD_LETTER_REASONS } from '@renwatch/events';
import {
  DEFAULT_ACKNOWLEDGEMENTS,
  DEFAULT_REJECT_WITH,
  optionNames,
  parseDialledFeeds,
  parseListenedFeeds,
} from '@renwatch/feeds';
import {
  DEFAULT_FEED_CHOICES,
  IGNORED_MESSAGE_REASONS,
  IGNORED_REASONS,
  READ_TYPES,
  UNMAPPED_REASONS,
  UNREAD_REASONS,
} from '@renwatch/intake';
import { feedSettings } from '@renwatch/runtime';
import { ROOT } from './manifests/workspace';

const page = readFileSync(path.join(ROOT, 'docs', 'hl7.md'), 'utf8');

/** Cells of each row of the table below a heading, without the heading's own row. */
function tableOf(heading: string): string[][] {
  const [section = ''] = page.slice(page.indexOf(`\n## ${heading}`) + 1).split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, token = '']) => token);
const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

/** A choice as docs/configuration.md and a short form write it. */
const written = (choice: boolean | readonly string[] | Readonly<Record<string, string>>): string =>
  Array.isArray(choice) || typeof choice === 'boolean'
    ? [choice].flat().join(';')
    : Object.entries(choice)
        .map((pair) => pair.join('='))
        .join(';');

/** The values that an option takes; undefined if they are not a short list. */
function valuesOf(option: string): string[] | undefined {
  const faults = [parseListenedFeeds(`2575?${option}=?`), parseDialledFeeds(`host:2575?${option}=?`)];
  const remedies = faults.map((parsed) => (parsed.ok ? '' : parsed.remedy)).join('\n');
  return /give one of ([^;\n]+)/.exec(remedies)?.[1]?.split(', ');
}

describe('docs/hl7.md on the options of a feed', () => {
  const rows = tableOf('Options of a feed').flatMap(([names = '', values = '', byDefault = '']) =>
    quoted(names).map((name) => ({ name, values, byDefault })),
  );
  const rowOf = (name: string) => rows.find((row) => row.name === name);

  it('names each option once, and no other', () => {
    expect(sorted(rows.map(({ name }) => name))).toEqual(sorted(optionNames('either')));
  });

  it.each(optionNames('either').flatMap((name) => (valuesOf(name) ? [name] : [])))(
    'gives the values of %s',
    (name) => {
      expect(sorted(quoted(rowOf(name)?.values))).toEqual(sorted(valuesOf(name) ?? []));
    },
  );

  it('finds the values of every option that is a choice', () => {
    const choices = rows.filter(({ values }) => quoted(values).some((value) => !/^[A-Z_]{9,}$/.test(value)));
    expect(choices.filter(({ name }) => !valuesOf(name))).toEqual([]);
    expect(choices.length).toBeGreaterThan(3);
  });

  it.each(Object.entries(DEFAULT_FEED_CHOICES))('gives the default of %s', (name, choice) => {
    const text = written(choice as Parameters<typeof written>[0]);
    expect(rowOf(name)?.byDefault).toBe(text === '' ? 'none' : `\`${text}\``);
  });

  it('gives the default answers', () => {
    const { listened, dialled } = DEFAULT_REJECT_WITH;
    expect(quoted(rowOf('rejectWith')?.byDefault)).toEqual([listened, dialled]);
    expect(quoted(rowOf('acknowledgements')?.byDefault)).toEqual([DEFAULT_ACKNOWLEDGEMENTS]);
  });

  it.each(['timezone', 'authority'] as const)('gives the variable behind the default of %s', (name) => {
    const { variable, fallback } = feedSettings[name];
    expect(quoted(rowOf(name)?.byDefault)).toEqual([variable, fallback]);
  });
});

describe('docs/hl7.md on message types', () => {
  const rows = tableOf('Message types');
  const eventsOf = (types: ReadonlySet<string>) => sorted([...types].map((type) => type.replace('ADT^', '')));

  it('names the types that bring results', () => {
    const [cell = ''] = rows.find(([, use]) => use === 'results') ?? [];
    expect(sorted(cell.match(/\b[A-Z]{3}\b/g) ?? [])).toEqual(sorted(READ_TYPES.results));
  });

  it.each([
    ['replace older demographics', READ_TYPES.demographics, /^demographics replace/],
    ['merge numbers', READ_TYPES.merges, /^the numbers of MRG-1 belong/],
    ['link patients', READ_TYPES.links, /^linked patients/],
  ])('names the events that %s', (_use, types, use) => {
    const [cell = ''] = rows.find(([, text = '']) => use.test(text)) ?? [];
    expect(sorted(cell.match(/\b[A-Z]\d\d\b/g) ?? [])).toEqual(eventsOf(types));
  });
});

describe('docs/hl7.md on reasons', () => {
  it.each(Object.entries(DEAD_LETTER_REASONS))(
    'names each dead letter of %s, and no other',
    (service, reasons) => {
      const rows = tableOf('Dead letters').filter(([, writer]) => writer === service);
      expect(sorted(rows.flatMap(([cell]) => quoted(cell)))).toEqual(sorted(reasons));
    },
  );

  it.each<[string, readonly string[]]>([
    ['inference_ignored_observations_total', IGNORED_REASONS],
    ['inference_unread_messages_total', UNREAD_REASONS],
    ['inference_unmapped_creatinine_total', UNMAPPED_REASONS],
    ['inference_merges_without_effect_total', [...MERGE_IGNORED_REASONS, 'number-never-seen']],
    ['inference_alerts_withheld_total', WITHHELD_REASONS],
    ['gateway_ignored_messages_total', IGNORED_MESSAGE_REASONS],
  ])('names each reason of %s, and no other', (metric, reasons) => {
    const rows = tableOf('Where to look').filter(([, where]) => where === `\`${metric}\``);
    expect(rows.flatMap(([cell]) => quoted(cell))).toEqual(reasons);
  });

  it('names no reason or option elsewhere that does not exist', () => {
    const known = new Set<string>([
      ...Object.values(DEAD_LETTER_REASONS).flat(),
      ...[...IGNORED_REASONS, ...UNREAD_REASONS, ...UNMAPPED_REASONS, ...MERGE_IGNORED_REASONS],
      ...[...WITHHELD_REASONS, ...IGNORED_MESSAGE_REASONS, 'number-never-seen'],
      ...optionNames('either'),
    ]);
    const names = quoted(page).filter((token) => /^[a-z]+(-[a-z]+)+$|^[a-z]+([A-Z][a-z]+)+$/.test(token));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a reason of dead letters', () => {
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder)).flatMap((project) => {
      const home = path.join(ROOT, folder, project, 'src');
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
      const own = files.filter((file) => /(?<!\.spec|-support)\.ts$/.test(file));
      return own
        .filter((file) => !file.endsWith('dead-letter-reasons.ts'))
        .map((file) => readFileSync(path.join(home, file), 'utf8'));
    }),
  );

  it.each(Object.values(DEAD_LETTER_REASONS).flat())('is written by the code: %s', (reason) => {
    expect(sources.some((source) => source.includes(`'${reason}'`))).toBe(true);
  });
});
