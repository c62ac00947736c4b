import { type Position } from './message-stream';

export const START_OF_STREAM: Position = { index: 0, offset: 0 };
