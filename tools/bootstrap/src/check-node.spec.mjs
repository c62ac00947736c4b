import { checkNode } from './check-node.mjs';

describe('the check of Node', () => {
  it.each(['20.11.0', '20.20.2', '21.0.0', '22.23.1'])('takes %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each([
    ['18.20.4', 'old'],
    ['20.10.0', 'old'],
    ['23.0.0', 'new'],
  ])('refuses %s as too %s and names the remedy', (version, why) => {
    expect(() => checkNode(version)).toThrow(`Node ${version} is too ${why}: install Node 22`);
  });
});
