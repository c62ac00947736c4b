import { startTestServers, type TestGlobals } from './test-servers';

/** The `globalSetup` of jest.preset.cjs. */
export default function globalSetup(_run: unknown, project: { globals: TestGlobals }): Promise<void> {
  return startTestServers(project.globals);
}
