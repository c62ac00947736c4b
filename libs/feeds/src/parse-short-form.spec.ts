import { parseDialledFeeds, parseListenedFeeds } from './parse-short-form';

const remedyOf = (result: ReturnType<typeof parseListenedFeeds>) => (result.ok ? undefined : result.remedy);

describe('the short form of feeds', () => {
  it('takes lists and mappings with semicolons between items', () => {
    const text =
      '2575?name=lab&identifierTypes=MR;PI&authorityAliases=1.2.3=RRK;OLD=RRK&acknowledgements=original&unitAliases=MKMOL/L=umol/L;MGPC=mg/dL,2576?processingIds=P;T';
    expect(parseListenedFeeds(text)).toMatchObject({
      ok: true,
      value: [
        {
          port: 2575,
          options: {
            name: 'lab',
            identifierTypes: ['MR', 'PI'],
            authorityAliases: { '1.2.3': 'RRK', OLD: 'RRK' },
            unitAliases: { 'MKMOL/L': 'umol/L', MGPC: 'mg/dL' },
            acknowledgements: 'original',
          },
        },
        { port: 2576, options: { processingIds: ['P', 'T'] } },
      ],
    });
  });

  it('reports the faults of every feed at once', () => {
    expect(remedyOf(parseListenedFeeds('0?resultTime=OBR-9,2576?acknowledgements=never'))).toBe(
      '0?resultTime=OBR-9: give a port, or host:port, for example 2575, or off for none; ' +
        'resultTime.0: give one of OBR-7, SPM-17, OBX-14, OBR-14; ' +
        '2576?acknowledgements=never: acknowledgements: give one of auto, original',
    );
  });

  it('refuses codes, which inference reads', () => {
    expect(remedyOf(parseDialledFeeds('lab:1?codes=CREA=umol/L'))).toBe(
      'codes: is read from FEEDS_FILE only; describe the feed there',
    );
  });

  it.each([
    [parseListenedFeeds, 'tlsName'],
    [parseListenedFeeds, 'reconnectOnSilenceMs'],
    [parseDialledFeeds, 'idleTimeoutMs'],
  ])('refuses an option of the other direction', (parse, option) => {
    expect(remedyOf(parse(`lab:1?${option}=5`))).toMatch(new RegExp(`^${option}: is not an option; use `));
  });
});
