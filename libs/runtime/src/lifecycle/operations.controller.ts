import { Controller, Get, Header, HttpCode, HttpException, Inject } from '@nestjs/common';
import { type z } from 'zod';
import { type livenessReport, Readiness } from '../health/readiness';
import { Metrics } from '../metrics/metrics';

/** Answers the probes of Kubernetes and the scrapes of Prometheus. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Says only that the event loop turns: a lost broker must not restart a service. */
  @Get('livez')
  @HttpCode(200)
  alive(): z.infer<typeof livenessReport> {
    return { status: 'alive' };
  }

  @Get('readyz')
  @HttpCode(200)
  ready(): ReturnType<Readiness['report']> {
    const report = this.readiness.report();
    if (report.status !== 'ready') throw new HttpException(report, 503);
    return report;
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
