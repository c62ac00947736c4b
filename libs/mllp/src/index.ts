export { encodeFrame } from './frame/encode-frame';
export { FrameDecoder } from './frame/frame.decoder';
export { type FrameEvent, NOISE_REASONS, type NoiseReason } from './frame/frame-event';
export { BUDGET_SCOPES, type BudgetScope, ByteBudget } from './connection/byte-budget';
export {
  CLOSE_REASONS,
  type CloseReason,
  type ConnectionEvents,
  type Noise,
} from './connection/connection.events';
export { type ConnectionInfo } from './connection/connection-info';
export { type ConnectionLimits } from './connection/connection-limits';
export { type FrameHandler, type OversizePart, type Reply } from './connection/frame-handler';
export { MllpServer, type MllpServerEvents, type MllpServerOptions, type PeerRules } from './mllp-server';
export { MllpDialer, type DialerEvents, type DialerState, type MllpDialerOptions } from './mllp-dialer';
export { type DialTls } from './dial';
export { type TlsMaterial } from './tls';
export { MllpSender, type MllpSenderOptions } from './mllp-sender';
export { MllpSendError } from './mllp-send.error';
