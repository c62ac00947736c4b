export { encodeFrame } from './frame/encode-frame';
export { FrameDecoder } from './frame/frame.decoder';
export { type FrameEvent, type NoiseReason } from './frame/frame-event';
export { ByteBudget } from './connection/byte-budget';
export { type CloseReason, type ConnectionEvents, type Noise } from './connection/connection-events';
export { type ConnectionInfo } from './connection/connection-info';
export { type ConnectionLimits } from './connection/connection-limits';
export { type FrameHandler, type OversizePart, type Reply } from './connection/frame-handler';
export { MllpServer, type MllpServerEvents, type MllpServerOptions } from './server/mllp-server';
export {
  MllpDialer,
  type DialerEvents,
  type DialerState,
  type MllpDialerOptions,
} from './dialer/mllp-dialer';
export { type DialTls } from './dialer/dial';
export { type TlsMaterial } from './tls/tls-material';
export { MllpSender, type MllpSenderOptions } from './sender/mllp-sender';
export { MllpSendError } from './sender/mllp-send.error';
