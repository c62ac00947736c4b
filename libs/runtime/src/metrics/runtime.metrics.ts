import { type Readiness } from '../health/readiness';
import { type Metrics } from './metrics';

/** Names the build that runs; whoever builds the image sets it. */
export interface Release {
  version: string;
  revision: string;
}

/** Adds what every service exports: its release, and each part as `/readyz` reports it. */
export function exportRuntime(metrics: Metrics, readiness: Readiness, release: Release): void {
  metrics
    .gauge({
      name: 'build_info',
      help: '1, with version and revision; the alarm on a missing service reads it, and the one on mixed versions.',
      labels: ['version', 'revision'],
    })
    .set({ version: release.version, revision: release.revision }, 1);
  metrics.gauge({
    name: 'ready',
    help: '1 if the part is ready, as in /readyz, else 0; the alarm on a part that all replicas lack reads it.',
    labels: ['part'],
    collect: (gauge) => {
      for (const [part, { ready }] of Object.entries(readiness.report().parts))
        gauge.set({ part }, ready ? 1 : 0);
    },
  });
}
