import { type ServerResponse } from 'node:http';
import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { type Problem } from '@renwatch/contract';
import { isRetriable } from '@renwatch/store';
import { ConsoleMetrics } from './telemetry/console.metrics';
import { isProbe, type ConsoleRequest } from './http/console-request';
import { RefusalError } from './http/refusal.error';

/** Answers every error with a sentence for the person. Errors that nobody expected are logged, without the request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(ConsoleMetrics) private readonly metrics: ConsoleMetrics) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<ServerResponse>();
    if (isProbe(http.getRequest<ConsoleRequest>()) && error instanceof HttpException) {
      send(response, error.getStatus(), error.getResponse());
      return;
    }
    const refusal = this.refusalFor(error);
    this.metrics.refused(refusal.problem);
    // An answer that has begun can only be broken off.
    if (response.headersSent) response.destroy();
    else {
      const { problem, message } = refusal;
      send(response, refusal.status, { problem, message } satisfies Problem);
    }
  }

  private refusalFor(error: unknown): RefusalError {
    if (error instanceof RefusalError) return error;
    const status = statusOf(error);
    if (status >= 400 && status < 500)
      return status === 404
        ? new RefusalError('not-found', 'There is nothing at this address. Go back to the worklist.')
        : new RefusalError(
            'bad-request',
            'The console cannot read this request. Reload the page and try again.',
          );
    if (isRetriable(error)) return RefusalError.of('unavailable');
    this.metrics.failed(error);
    return RefusalError.of('failed');
  }
}

/** The status that Nest or a reader of bodies gave to an error; 500 if none. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : 500;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
