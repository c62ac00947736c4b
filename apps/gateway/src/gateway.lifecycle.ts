import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { GatewayService } from './gateway.service';

/** Nest's hooks, bound to the service: started without waiting, so that health is served meanwhile. */
@Injectable()
export class GatewayLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(GatewayService) private readonly gateway: GatewayService) {}

  onApplicationBootstrap(): void {
    process.on('SIGHUP', () => this.gateway.reload());
    this.gateway.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.gateway.stop();
  }
}
