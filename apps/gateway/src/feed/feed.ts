/** How a message that cannot be taken is answered, once it is a dead letter. */
export type RejectCode = 'AA' | 'AE' | 'AR';

/** Mutual TLS by files in PEM, which may be replaced while the gateway runs. */
export interface FeedTls {
  certFile: string;
  keyFile: string;
  /** The authorities that the peer's certificate must come from. */
  caFile: string;
  /** Of a dialled peer: the name its certificate must carry; undefined: its host. */
  serverName: string | undefined;
}

interface FeedOptions {
  /** Label of metrics and of the records' `feed`; unique within the gateway. */
  name: string;
  /** The listening address, or the peer's. */
  host: string;
  port: number;
  /** IANA zone of times that carry none. */
  timezone: string;
  /** Assigning authority of patient numbers that carry none. */
  authority: string;
  /** Where MSH-18 is empty; undefined: UTF-8 where the bytes are that, else ISO 8859-1. */
  charset: string | undefined;
  rejectWith: RejectCode;
  /** Undefined: plain TCP. */
  tls: FeedTls | undefined;
}

export interface ListenedFeed extends FeedOptions {
  direction: 'listened';
  /** A connection without bytes for so long is closed; undefined: never. */
  idleTimeoutMs: number | undefined;
}

export interface DialledFeed extends FeedOptions {
  direction: 'dialled';
  /** A connection without bytes for so long is closed and dialled anew; undefined: never. */
  reconnectOnSilenceMs: number | undefined;
}

/** One source of messages: a port the hospital dials, or a peer we dial. */
export type Feed = ListenedFeed | DialledFeed;
