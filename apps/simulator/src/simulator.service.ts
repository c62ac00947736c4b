import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, Metrics, Readiness, type Logger } from '@renwatch/runtime';
import { type SimulatorConfiguration } from './config';
import { SimulatorMetrics } from './events/simulator.metrics';
import { Simulator } from './simulator';

/** Injection token of the SimulatorConfiguration. */
export const CONFIGURATION = Symbol('simulator configuration');
/** Injection token of what ends the process, a `() => void`. */
export const SHUTDOWN = Symbol('shutdown');

/** Nest's hooks, bound to the simulator. */
@Injectable()
export class SimulatorService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly simulator: Simulator;

  constructor(
    @Inject(CONFIGURATION) configuration: SimulatorConfiguration,
    @Inject(SHUTDOWN) onShutdown: () => void,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) metrics: Metrics,
  ) {
    const observed = new SimulatorMetrics(metrics);
    const observe = observed.observe.bind(observed);
    this.simulator = new Simulator({ configuration, logger, observe, onShutdown });
  }

  async onApplicationBootstrap(): Promise<void> {
    const part = this.readiness.part('hospital');
    const ports = await this.simulator.start();
    part.ready(`feed on ${ports.mllpPort}, pager on ${ports.pagerPort}`);
    this.logger.info(ports, 'hospital open');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.simulator.stop();
  }
}
