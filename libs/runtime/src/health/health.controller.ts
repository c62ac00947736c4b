import { Controller, Get, HttpCode, HttpException, Inject } from '@nestjs/common';
import { Readiness } from './readiness';

/** Probes of the cluster. Alive says only that the event loop turns: a lost broker must not restart anybody. */
@Controller()
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('livez')
  @HttpCode(200)
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('readyz')
  @HttpCode(200)
  ready(): ReturnType<Readiness['report']> {
    const report = this.readiness.report();
    if (report.status !== 'ready') throw new HttpException(report, 503);
    return report;
  }
}
