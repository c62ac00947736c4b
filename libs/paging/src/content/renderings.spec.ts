import fc from 'fast-check';
import { makePage } from './make-page';
import { FACTS, hostileFacts, pageWith, timeOf } from './page.spec-support';
import { PAGE_COLOURS, renderHtml } from './render-html';
import { renderText } from './render-text';

/** Characters that end an element, an attribute, a line or an entity, among others. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '\r', '\n', '\u2028', '\u202e', 'a', ' '),
  }),
  fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=y>', '&lt;b&gt;', "' onclick='x"),
);

const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];
const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the HTML of a page', () => {
  const harmless = makePage({ ...FACTS, place: { ward: '7', room: '2', bed: '1' } });

  it('has the same elements whatever the feed sends', () => {
    fc.assert(
      fc.property(hostileFacts(hostileText), (facts) => {
        expect(tagsOf(renderHtml(makePage(facts)))).toEqual(tagsOf(renderHtml(harmless)));
      }),
    );
  });

  it('shows what the feed sent', () => {
    fc.assert(
      fc.property(
        hostileFacts(fc.string({ unit: fc.constantFrom('<', '&', '"', "'", '>', ';', 'l') })),
        (facts) => {
          const shown = unescaped(renderHtml(makePage(facts)));
          expect(shown).toContain(`MRN ${facts.patient.mrn} (${facts.patient.authority})`);
          expect(shown).toContain(`<td>${facts.consultant}</td>`);
        },
      ),
    );
  });

  it('loads and runs nothing', () => {
    const html = renderHtml(harmless);
    expect(html).not.toMatch(
      /<(?:script|img|link|iframe|object|form|svg)|\ssrc=|\son\w+=|url\(|@import|javascript:/i,
    );
    expect(html.match(/https?:[^"<]*/g)).toEqual([
      'https://renwatch.example/p/1',
      'https://intranet.example/aki',
    ]);
  });

  it.each(['light', 'dark'] as const)('is legible in the %s scheme', (scheme) => {
    const { background, ...texts } = PAGE_COLOURS[scheme];
    for (const colour of Object.values(texts)) expect(contrast(colour, background)).toBeGreaterThanOrEqual(7);
    expect(renderHtml(harmless)).toContain(`--background:${background};`);
  });

  it('follows the scheme of the reader', () => {
    const html = renderHtml(harmless);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    // A colour of its own would be legible in one scheme only.
    expect(html.replace(/--\w+:#\w+/g, '')).not.toMatch(/#[0-9a-f]{3,6}\b(?!;?&)/i);
  });
});

describe('the plain text of a page', () => {
  it('has the same lines whatever the feed sends', () => {
    const plain = renderText(makePage({ ...FACTS, place: { ward: '7', room: '2', bed: '1' } }));
    fc.assert(
      fc.property(hostileFacts(hostileText), (facts) => {
        const text = renderText(makePage(facts));
        expect(text.split(/[\n\r\u2028\u2029\u0085\v\f]/)).toHaveLength(plain.split('\n').length);
        expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('says first the stage, why, who and where', () => {
    expect(renderText(pageWith({})).split('\n').slice(0, 5)).toEqual([
      'AKI STAGE 2',
      'First alert of this episode',
      '',
      'MRN 478237423 (RENWATCH), female, 71 years',
      'Ward 7B, bed 12',
    ]);
  });

  it('says that the ward, age and sex are not known', () => {
    const text = renderText(
      pageWith({
        place: { ward: '', room: '', bed: '' },
        patient: { mrn: '1', authority: '', ageYears: null, sex: 'U' },
      }),
    );
    expect(text).toContain('MRN 1, sex unknown, age unknown\nWard not known\n');
  });

  it('shows earlier results with the newest first', () => {
    expect(renderText(pageWith({}))).toContain(
      'Before:\n  131  13 Mar 2026 06:40\n   88  10 Mar 2026 07:30\n',
    );
  });

  it.each([
    ['2026', '2026'],
    ['202603', 'Mar 2026'],
    ['20260314', '14 Mar 2026'],
    ['2026031409', '14 Mar 2026 09:00'],
    ['20260314091533', '14 Mar 2026 09:15'],
  ])('writes the time %s as exact as it is', (local, words) => {
    expect(renderText(pageWith({ takenAt: timeOf(local) }))).toContain(`Creatinine 212 µmol/L, ${words}\n`);
  });
});

/** Contrast of two colours by WCAG 2.2. */
function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => {
    const share = parseInt(pair, 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
