import path from 'node:path';

/** Everything a stack keeps, under RENWATCH_HOME. */
export interface HomeFolder {
  root: string;
  /** Says that Renwatch made what is here. */
  markFile: string;
  /** Which stream and history what is here came from. */
  sourceFile: string;
  kafka: string;
  postgres: string;
  simulator: string;
  /** The earlier results of the synthetic hospital's patients. */
  cohortHistoryFile: string;
  logs: string;
  /** Which processes run, for the next start to end those of a killed one. */
  processesFile: string;
  /** What a service run by hand against this stack has to be told, for `node --env-file=…`. */
  environmentFile: string;
  /** Whether inference asks its model, where nothing else is named: `on` or `off`, and `on` where it is not there. */
  modelSwitchFile: string;
}

export function homeFolder(root: string): HomeFolder {
  const at = (...parts: string[]) => path.join(root, ...parts);
  return {
    root,
    markFile: at('made-by-renwatch.txt'),
    sourceFile: at('stream.json'),
    kafka: at('kafka'),
    postgres: at('postgres'),
    simulator: at('simulator'),
    cohortHistoryFile: at('simulator', 'history.csv'),
    logs: at('logs'),
    processesFile: at('processes.json'),
    environmentFile: at('services.env'),
    modelSwitchFile: at('model-switch'),
  };
}
