import * as fc from 'fast-check';
import { optionNames } from '../options/feed-options';
import { parseFeedsFile } from './parse-feeds-file';

const feedsOf = (text: string) => {
  const result = parseFeedsFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.feeds;
};
const faultsOf = (text: string) => {
  const result = parseFeedsFile(text);
  return result.ok ? [] : result.faults.map(({ place, value, remedy }) => `${place}=${value}: ${remedy}`);
};
/** A file of one listened feed, with further lines. */
const lab = (...lines: string[]) =>
  ['feeds:', '  - name: lab', '    listen: 2575', ...lines.map((line) => `    ${line}`)].join('\n');

describe('parseFeedsFile', () => {
  it('reads where each feed listens or what it dials', () => {
    const text = `
feeds:
  - { name: lab, listen: 2575 }
  - { name: local, listen: "127.0.0.1:2576" }
  - { name: ris, dial: ris.example:2575, reconnectOnSilenceMs: 600000 }`;
    expect(feedsOf(text)).toEqual([
      { direction: 'listened', host: '0.0.0.0', port: 2575, options: { name: 'lab' } },
      { direction: 'listened', host: '127.0.0.1', port: 2576, options: { name: 'local' } },
      {
        direction: 'dialled',
        host: 'ris.example',
        port: 2575,
        options: { name: 'ris', reconnectOnSilenceMs: 600_000 },
      },
    ]);
  });

  it.each([
    ['a list', 'identifierTypes: [MR, PI]', { identifierTypes: ['MR', 'PI'] }],
    ['a list in one line', 'identifierTypes: MR; PI', { identifierTypes: ['MR', 'PI'] }],
    ['a mapping', 'authorityAliases: { 2.16.840: RRK }', { authorityAliases: { '2.16.840': 'RRK' } }],
    ['codes of other specimens', 'otherSpecimens: [URN, dial.2]', { otherSpecimens: ['URN', 'dial.2'] }],
    ['a spelling of a unit', 'unitAliases: { MKMOL/L: umol/L }', { unitAliases: { 'MKMOL/L': 'umol/L' } }],
    ['a decimal comma', 'decimalComma: true', { decimalComma: true }],
    ['no decimal comma', 'decimalComma: false', { decimalComma: false }],
    ['digits as text', 'authority: 0123', { authority: '0123' }],
    ['NO as text', 'authority: NO', { authority: 'NO' }],
    ['on as text', 'tls: on', { tls: 'on' }],
    [
      'codes with system and unit',
      'codes: [CREA, 14682-9@LN=umol/L]',
      {
        codes: [
          { code: 'CREA', system: '', defaultUnit: null },
          { code: '14682-9', system: 'LN', defaultUnit: 'umol/L' },
        ],
      },
    ],
  ])('reads %s', (_name, line, options) => {
    expect(feedsOf(lab(line))[0]?.options).toEqual({ name: 'lab', ...options });
  });

  it('fills in defaults that a feed does not set and can have', () => {
    const text = `
defaults: { timezone: Europe/London, authority: RRK, reconnectOnSilenceMs: 1000 }
feeds:
  - { name: lab, listen: 1, authority: LAB }
  - { name: ris, dial: "ris:1" }`;
    expect(feedsOf(text).map(({ options }) => options)).toEqual([
      { name: 'lab', timezone: 'Europe/London', authority: 'LAB' },
      { name: 'ris', timezone: 'Europe/London', authority: 'RRK', reconnectOnSilenceMs: 1000 },
    ]);
  });

  it('reports every fault at once, with place, value and remedy', () => {
    const text = `
defaults: { timezone: Mars, name: x }
feeds:
  - name: lab
    listen: 2575
    dial: "ris:1"
  - listen: 99999
    identifierTypes: []
    codes: [CREA=stone]
  - name: ward
    listen: 1
    resultTime:
      - OBR-7
      - OBR-9
    reconnectOnSilenceMs: 5
other: 1`;
    expect(faultsOf(text)).toEqual([
      'other, line 16=1: is not known; use defaults, feeds',
      'defaults.timezone, line 2=Mars: give an IANA time zone, such as Europe/London or UTC',
      'defaults.name, line 2=x: belongs to one feed; give it under feeds',
      'feeds[0], line 4=lab: give either listen (a port or host:port) or dial (host:port)',
      'feeds[1].listen, line 7=99999: give a port, or host:port, for example 2575',
      'feeds[1].name, line 7=undefined: is not set; give each feed a name',
      'feeds[1].identifierTypes, line 8=[]: give at least one item, or leave the option out',
      'feeds[1].codes[0], line 9=CREA=stone: stone is not a unit of creatinine; give umol/L, mmol/L, mg/dL or mg/L',
      'feeds[2].resultTime[1], line 14=OBR-9: give one of OBR-7, SPM-17, OBX-14, OBR-14',
      expect.stringMatching(
        /^feeds\[2\].reconnectOnSilenceMs, line 15=5: is not an option; use identifierTypes, /,
      ),
    ]);
  });

  it('refuses two feeds of one name or port', () => {
    const text = 'feeds: [{ name: a, listen: 1 }, { name: a, listen: 2 }, { name: b, listen: 2 }]';
    expect(faultsOf(text)).toEqual([
      'feeds[1].name, line 1=a: names two feeds; give each its own name',
      'feeds[2].listen, line 1=0.0.0.0:2: is given twice; give each feed its own port',
    ]);
  });

  it('reports a shared name or port beside other faults of the feeds', () => {
    const text = `
feeds:
  - { name: a, listen: 1, timezone: Mars }
  - { name: a, listen: 1, rejectWith: ZZ }
  - { name: a, timezone: Mars }
  - { name: a, listen: 99999 }`;
    expect(faultsOf(text)).toEqual([
      'feeds[0].timezone, line 3=Mars: give an IANA time zone, such as Europe/London or UTC',
      'feeds[1].rejectWith, line 4=ZZ: give one of AA, AE, AR',
      'feeds[2], line 5=a: give either listen (a port or host:port) or dial (host:port)',
      'feeds[2].timezone, line 5=Mars: give an IANA time zone, such as Europe/London or UTC',
      'feeds[3].listen, line 6=99999: give a port, or host:port, for example 2575',
      'feeds[1].name, line 4=a: names two feeds; give each its own name',
      'feeds[1].listen, line 4=0.0.0.0:1: is given twice; give each feed its own port',
      'feeds[2].name, line 5=a: names two feeds; give each its own name',
      'feeds[3].name, line 6=a: names two feeds; give each its own name',
    ]);
  });

  it.each([
    ['an empty file', '', 'give a mapping with a list of feeds'],
    ['no feed', 'feeds: []', 'give a list of at least one feed'],
    ['a feed that is a text', 'feeds: [lab]', 'give a mapping of options'],
    ['broken YAML', 'feeds: [', 'is not valid YAML'],
    ['an alias without its anchor', 'feeds: *lab', 'Unresolved alias'],
    ['an alias of itself', 'feeds: [&lab { name: *lab }]', 'within its own anchor'],
    ['a list that holds itself', 'feeds: &all [*all]', 'within its own anchor'],
    ['an option given twice', lab('authority: a', 'authority: b'), 'Map keys must be unique'],
    ['a mapping for a text', lab('authority: { a: b }'), 'give a text'],
    ['a list within a list', lab('identifierTypes: [[MR]]'), 'give a text'],
    ['an unknown unit', lab('unitAliases: { MKMOL/L: umol }'), 'give one of umol/L, mmol/L, mg/dL, mg/L'],
    ['a specimen with its name', lab('otherSpecimens: [URN^Urine]'), 'without names, such as URN'],
    ['a specimen of blood', lab('otherSpecimens: [ser]'), 'is a code of blood in the tables of HL7'],
    ['neither true nor false', lab('decimalComma: yes'), 'give one of true, false'],
    ['a new meaning of a unit', lab('unitAliases: { mg/dl: umol/L }'), 'is a unit that is read already'],
    ['a unit without its spelling', lab('unitAliases: { "": umol/L }'), 'give each spelling of OBX-6'],
    ['a list for a mapping', lab('authorityAliases: [a]'), 'give a mapping'],
  ])('refuses %s', (_name, text, remedy) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(remedy)]);
  });

  it('gives every fault a remedy, whatever the options hold', () => {
    const value = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 2 })), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...optionNames('either')), value, (name, given) => {
        // JSON is YAML.
        const text = JSON.stringify({ feeds: [{ name: 'lab', listen: '1', [name]: given }] });
        const result = parseFeedsFile(text);
        for (const { place, remedy } of result.ok ? [] : result.faults) {
          expect(place).toContain(`feeds[0].${name}`);
          expect(remedy).toMatch(/\b(give|keep|leave out|name|put|use|write)\b/);
        }
      }),
    );
  });
});
