import { failedTasks } from './failed-tasks.mjs';

const summary = `
> nx run hl7:lint
Failed tasks:
- not:this, which a task printed

———————————————

 NX   Running targets lint, test for 2 projects failed

Tasks not run because their dependencies failed or --nx-bail=true:

- gateway:build

Tasks stopped before they finished:

- pager:test

Failed tasks:

- hl7:lint
- mllp:test

Hint: run with --verbose
`;

describe('the failed tasks of an Nx run', () => {
  it('are those its closing summary names, the stopped ones too, the skipped ones not', () => {
    expect(failedTasks(summary)).toEqual(['hl7:lint', 'mllp:test', 'pager:test']);
  });

  it('are none where there is no summary', () => {
    expect(failedTasks('could not read the graph')).toEqual([]);
  });
});
