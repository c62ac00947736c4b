import { type IntakeFeed } from '../intake/intake-feed';
import { type FeedTls } from '../tls/read-tls-files';

interface CommonFeed extends IntakeFeed {
  /** Also the label of its metrics; unique within the gateway. */
  name: string;
  /** Address to listen on or to dial. */
  host: string;
  port: number;
  /** Undefined: plain TCP. */
  tls: FeedTls | undefined;
  /** Time without a message after which the alarm goes off; undefined: the alarm's own limit. */
  silenceLimitMs: number | undefined;
}

export interface ListenedFeed extends CommonFeed {
  direction: 'listened';
  /** Close a connection after this time without bytes. */
  idleTimeoutMs: number;
  /** Names of which the peer's certificate must carry one; undefined: any certificate of the authority. */
  clientSubjects: readonly string[] | undefined;
  /** Networks that peers may connect from; undefined: any. */
  allowFrom: readonly string[] | undefined;
}

export interface DialledFeed extends CommonFeed {
  direction: 'dialled';
  /** Close a connection after this time without bytes and dial again; undefined: never. */
  reconnectOnSilenceMs: number | undefined;
}

/** One source of messages: a port that the hospital dials, or a peer that the gateway dials. */
export type Feed = ListenedFeed | DialledFeed;
