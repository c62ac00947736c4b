import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkNode, TRIED } from './check-node.mjs';

describe('the check of Node', () => {
  it.each(['20.11.0', '20.20.2', '22.0.0', '22.23.1'])('takes %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '20.10.0', '21.7.3', '23.0.0', '24.1.0'])(
    'refuses %s and names the remedy',
    (version) => {
      expect(() => checkNode(version)).toThrow(`Node ${version} is not supported: install Node 22`);
    },
  );

  it('takes the versions that package.json names', () => {
    const file = path.join(__dirname, '../../../package.json');
    const range = TRIED.map(([major, minor]) => `^${major}${minor === 0 ? '' : `.${minor}`}`).join(' || ');
    expect(JSON.parse(readFileSync(file, 'utf8')).engines.node).toBe(range);
  });
});
