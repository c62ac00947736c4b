import { ManualClock } from '../session/manual-clock.spec-support';
import { PageDesk } from './page-desk';

const TIME = '20240331005400';

function desk() {
  const clock = new ManualClock();
  const pages = new PageDesk({ clock });
  const send = (index: number, mrn: string, ...observed: string[]) => {
    const facts = { mrn, observed, sentAtMs: undefined };
    pages.observe({ type: 'sent', connection: 1, index, again: false, facts, sentAtMs: clock.nowMs() });
  };
  const page = (mrn: string, time?: string) => pages.receive({ mrn, time, idempotencyKey: undefined });
  return { clock, send, page };
}

describe('the latency of a page', () => {
  it('starts when its own result was sent', () => {
    const { clock, send, page } = desk();
    send(0, '1', TIME);
    clock.advance(100);
    send(1, '1', '20240401000000');
    send(2, '2', TIME);
    clock.advance(20);
    expect(page('1', TIME)).toMatchObject({ latencyMs: 120, index: 0, repeat: false });
    expect(page('2', TIME)).toMatchObject({ latencyMs: 20, index: 2, repeat: false });
  });

  it('starts at the first send of a resent result', () => {
    const { clock, send, page } = desk();
    send(0, '1', TIME);
    clock.advance(3_000);
    send(0, '1', TIME);
    clock.advance(5);
    expect(page('1', TIME)).toMatchObject({ latencyMs: 3_005 });
  });

  it('starts at the patient’s latest result if the page has no time', () => {
    const { clock, send, page } = desk();
    send(0, '1', TIME);
    clock.advance(100);
    send(1, '1', '20240401000000');
    expect(page('1')).toMatchObject({ latencyMs: 0, index: 1 });
  });

  it('is unknown for a result that was never sent', () => {
    expect(desk().page('1', TIME)).toMatchObject({ latencyMs: undefined, index: undefined });
  });
});

describe('a repeated page', () => {
  it('is distinguished from a new page', () => {
    const { page } = desk();
    page('1', TIME);
    expect(page('1', TIME)).toMatchObject({ repeat: true });
    expect(page('1', '20240401000000')).toMatchObject({ repeat: false });
    expect(page('1')).toMatchObject({ repeat: false });
  });
});
