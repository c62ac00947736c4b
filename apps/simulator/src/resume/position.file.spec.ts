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

const of = (identity: string, onFailure: (error: Error) => void = () => undefined) =>
  new PositionFile({ path: file, identity, onFailure });

describe('the remembered position', () => {
  it('is the last one saved, in a folder that is made for it', async () => {
    const first = of('stream');
    expect(await first.load()).toBeUndefined();
    for (let index = 1; index <= 500; index += 1) first.save({ index, offset: index * 10 });
    await first.close();
    expect(await of('stream').load()).toEqual({ index: 500, offset: 5_000 });
    expect(await readdir(path.dirname(file))).toEqual(['position.json']);
  });

  it('is not that of another stream', async () => {
    const first = of('stream');
    await first.load();
    first.save({ index: 1, offset: 1 });
    await first.close();
    expect(await of('another').load()).toBeUndefined();
  });

  it.each([
    '',
    'nonsense',
    'null',
    '{"stream":"stream","index":-1,"offset":0}',
    '{"stream":"stream","index":1}',
  ])('is none where the file holds %j', async (text) => {
    await of('stream').load();
    await writeFile(file, text);
    expect(await of('stream').load()).toBeUndefined();
  });

  it('that cannot be saved is told of once, and the stream goes on', async () => {
    const failures: Error[] = [];
    const position = of('stream', (error) => failures.push(error));
    await position.load();
    await rm(path.dirname(file), { recursive: true });
    position.save({ index: 1, offset: 1 });
    await position.close();
    position.save({ index: 2, offset: 2 });
    await position.close();
    expect(failures).toHaveLength(1);
  });
});
