import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as requestOverTls } from 'node:https';
import { type Page } from './page';
import { type DeliveryOutcome, type PageSender } from './page-sender.port';

export interface PagerClientOptions {
  host: string;
  port: number;
  /** From name look-up to the response's status line. */
  requestTimeoutMs: number;
  maxSockets: number;
  /** Set for TLS: the authorities of the endpoint and our certificate, read for each page. */
  tls?: () => { ca?: Buffer; cert?: Buffer; key?: Buffer };
  /** Sent with each page; only over TLS. */
  token?: string;
}

const PATH = '/page';
/** Shorter than the idle time-out of common servers and load balancers. */
const IDLE_SOCKET_MS = 4_000;
/** Statuses that mean that the pager will never accept this page. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 422]);
/** A proxy passed the page on and got no answer in time. */
const GATEWAY_TIMEOUT = 504;

/** Posts pages over HTTP or HTTPS. */
export class PagerClient implements PageSender {
  private readonly agent: Agent;

  /** @throws TypeError for a token without TLS */
  constructor(private readonly options: PagerClientOptions) {
    const { maxSockets, tls, token } = options;
    if (token !== undefined && !tls) throw new TypeError('a token is sent over TLS only');
    this.agent = new (tls ? TlsAgent : Agent)({
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      timeout: IDLE_SOCKET_MS,
    });
  }

  /** Sends the alert's id as Idempotency-Key, so that the receiver can tell a repeat. Never rejects. */
  async send(page: Pick<Page, 'alertId' | 'body'>, signal?: AbortSignal): Promise<DeliveryOutcome> {
    const deadline = AbortSignal.timeout(this.options.requestTimeoutMs);
    const either = signal ? AbortSignal.any([deadline, signal]) : deadline;
    const requests: ClientRequest[] = [];
    try {
      return outcomeOf(await this.post(page, either, requests));
    } catch (error) {
      const { code = 'no-answer' } = error as NodeJS.ErrnoException;
      const reason = deadline.aborted ? 'timeout' : signal?.aborted ? 'stopped' : code;
      return { kind: 'failed', reason, mayHaveArrived: requests.some((made) => made.writableFinished) };
    }
  }

  /** Aborts requests under way. */
  close(): void {
    this.agent.destroy();
  }

  /** Adds each request that it makes to `requests`. */
  private async post(
    page: Pick<Page, 'alertId' | 'body'>,
    signal: AbortSignal,
    requests: ClientRequest[],
  ): Promise<number> {
    const first = this.attempt(page, signal, this.agent);
    requests.push(first.request);
    return first.answer.catch((error: unknown) => {
      // The other side closed the idle connection just as we used it: try once more at once.
      if (!first.request.reusedSocket || signal.aborted) throw error;
      const second = this.attempt(page, signal, false);
      requests.push(second.request);
      return second.answer;
    });
  }

  private attempt(
    { alertId, body }: Pick<Page, 'alertId' | 'body'>,
    signal: AbortSignal,
    agent: Agent | false,
  ): { request: ClientRequest; answer: Promise<number> } {
    const { host, port, tls, token } = this.options;
    const headers = {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': alertId,
    };
    const options = { host, port, path: PATH, method: 'POST', headers, agent, signal };
    const sent = tls ? requestOverTls({ ...options, ...tls() }) : request(options);
    const answer = new Promise<number>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (response: IncomingMessage) => {
        // Only the status counts; the body is read so that the connection can be reused.
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
  if (FINAL.has(status)) return { kind: 'refused', status, reason };
  return { kind: 'failed', reason, mayHaveArrived: status === GATEWAY_TIMEOUT };
}
