import path from 'node:path';

/** Paths of everything a stack keeps, under RENWATCH_HOME. */
export interface HomeFolder {
  root: string;
  /** Shows that Renwatch made this folder's contents. */
  markFile: string;
  /** Names the stream and history that the contents came from. */
  sourceFile: string;
  kafka: string;
  postgres: string;
  simulator: string;
  /** The earlier results of the synthetic hospital's patients. */
  cohortHistoryFile: string;
  logs: string;
  /** Samples of the Prometheus of --watch, removed at each start. */
  prometheus: string;
  /** Lists the running processes, so that the next start can end those of a killed one. */
  processesFile: string;
  /** Variables for a service run by hand against this stack, for `node --env-file=…`. */
  environmentFile: string;
  /** Switches the model `on` or `off`, unless MODEL_SWITCH_FILE names another file; without the file it is on. */
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
    prometheus: at('prometheus'),
    processesFile: at('processes.json'),
    environmentFile: at('services.env'),
    modelSwitchFile: at('model-switch'),
  };
}
