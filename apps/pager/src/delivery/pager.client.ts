import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { type Page } from '../page/page';
import { type DeliveryOutcome } from './delivery-outcome';

export interface PagerClientOptions {
  host: string;
  port: number;
  /** From the first byte to the answer's head, name look-up and connecting included. */
  requestTimeoutMs: number;
  maxSockets: number;
}

const PATH = '/page';
/** Idle connections are closed before usual servers and load balancers do it. */
const IDLE_SOCKET_MS = 4_000;
/** Statuses that say that this page is wrong and always will be. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 422]);

/** Posts pages over HTTP. */
export class PagerClient {
  private readonly agent: Agent;

  constructor(private readonly options: PagerClientOptions) {
    const { maxSockets } = options;
    this.agent = new Agent({
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      timeout: IDLE_SOCKET_MS,
    });
  }

  /** Never throws. The alert's id goes along as Idempotency-Key: who takes pages can tell a repeat. */
  async send(page: Pick<Page, 'alertId' | 'body'>, signal?: AbortSignal): Promise<DeliveryOutcome> {
    const deadline = AbortSignal.timeout(this.options.requestTimeoutMs);
    const either = signal ? AbortSignal.any([deadline, signal]) : deadline;
    try {
      return outcomeOf(await this.post(page, either));
    } catch (error) {
      if (deadline.aborted) return { kind: 'failed', reason: 'timeout' };
      if (signal?.aborted) return { kind: 'failed', reason: 'stopped' };
      return { kind: 'failed', reason: (error as NodeJS.ErrnoException).code ?? 'no-answer' };
    }
  }

  /** Breaks off what is under way. */
  close(): void {
    this.agent.destroy();
  }

  private async post(page: Pick<Page, 'alertId' | 'body'>, signal: AbortSignal): Promise<number> {
    const first = this.attempt(page, signal, this.agent);
    return first.answer.catch((error: unknown) => {
      // The other side had closed an idle connection just as we used it: no reason to make the page wait.
      if (!first.request.reusedSocket || signal.aborted) throw error;
      return this.attempt(page, signal, false).answer;
    });
  }

  private attempt(
    { alertId, body }: Pick<Page, 'alertId' | 'body'>,
    signal: AbortSignal,
    agent: Agent | false,
  ): { request: ClientRequest; answer: Promise<number> } {
    const { host, port } = this.options;
    const headers = {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': alertId,
    };
    const sent = request({ host, port, path: PATH, method: 'POST', headers, agent, signal });
    const answer = new Promise<number>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (response: IncomingMessage) => {
        // The status has decided; the rest is read only so that the connection can serve again.
        response.on('error', () => undefined).resume();
        resolve(response.statusCode ?? 0);
      });
    });
    sent.end(body);
    return { request: sent, answer };
  }
}

function outcomeOf(status: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  const reason = `http-${status}`;
  return FINAL.has(status) ? { kind: 'refused', status, reason } : { kind: 'failed', reason };
}
