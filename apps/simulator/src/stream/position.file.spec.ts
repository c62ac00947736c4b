import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PositionFile } from './position.file';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  file = path.join(folder, 'kept', 'position.json');
});
afterEach(() => rm(folder, { recursive: true }));

const positionFile = (identity: string, onFailure: (error: Error) => void = () => undefined) =>
  new PositionFile({ path: file, identity, onFailure });

describe('the position file', () => {
  it('holds the last saved position, in a folder it creates', async () => {
    const first = positionFile('stream');
    expect(await first.load()).toBeUndefined();
    for (let index = 1; index <= 500; index += 1) first.save({ index, offset: index * 10 });
    await first.close();
    expect(await positionFile('stream').load()).toEqual({ index: 500, offset: 5_000 });
    expect(await readdir(path.dirname(file))).toEqual(['position.json']);
  });

  it('ignores the position of another stream', async () => {
    const first = positionFile('stream');
    await first.load();
    first.save({ index: 1, offset: 1 });
    await first.close();
    expect(await positionFile('another').load()).toBeUndefined();
  });

  it.each([
    '',
    'nonsense',
    'null',
    '{"stream":"stream","index":-1,"offset":0}',
    '{"stream":"stream","index":1}',
  ])('holds no position if its content is %j', async (text) => {
    await positionFile('stream').load();
    await writeFile(file, text);
    expect(await positionFile('stream').load()).toBeUndefined();
  });

  it('reports a failed save once and carries on', async () => {
    const failures: Error[] = [];
    const position = positionFile('stream', (error) => failures.push(error));
    await position.load();
    await rm(path.dirname(file), { recursive: true });
    position.save({ index: 1, offset: 1 });
    await position.close();
    position.save({ index: 2, offset: 2 });
    await position.close();
    expect(failures).toHaveLength(1);
  });
});
