import { ProgressBar } from './progress-bar';

function barOn(isTTY: boolean) {
  const written: string[] = [];
  return { bar: new ProgressBar('training', { isTTY, write: (text) => written.push(text) }), written };
}

describe('the progress bar', () => {
  it('redraws one line on a terminal and ends it when all is done', () => {
    const { bar, written } = barOn(true);
    bar.update(0.5, 'fold 1');
    bar.update(1);
    expect(written[0]).toMatch(/^\rtraining █{15}░{15} +50% fold 1/);
    expect(written[1]).toMatch(/100% .*\n$/);
  });

  it('writes a line each tenth elsewhere', () => {
    const { bar, written } = barOn(false);
    for (let step = 0; step <= 100; step += 1) bar.update(step / 100);
    expect(written).toHaveLength(11);
    expect(written.join('')).not.toContain('\r');
  });
});
