import { Readiness } from '../health/readiness';
import { Metrics } from './metrics';
import { exportRuntime } from './runtime.metrics';

describe('exportRuntime', () => {
  const metrics = new Metrics({ service: 'spec', processMetrics: false });
  const readiness = new Readiness();
  exportRuntime(metrics, readiness, { version: '1.2.3', revision: 'abc' });

  it('names the release', async () => {
    expect(await metrics.registry.metrics()).toContain(
      'renwatch_build_info{version="1.2.3",revision="abc",service="spec"} 1',
    );
  });

  it('shows each part as it is when it is read', async () => {
    const kafka = readiness.part('kafka');
    expect(await metrics.registry.metrics()).toContain('renwatch_ready{part="kafka",service="spec"} 0');
    kafka.ready();
    expect(await metrics.registry.metrics()).toContain('renwatch_ready{part="kafka",service="spec"} 1');
    kafka.notReady('away');
    expect(await metrics.registry.metrics()).toContain('renwatch_ready{part="kafka",service="spec"} 0');
  });
});
