import { type AnswerFeed, type FrameFeed } from '@renwatch/intake';

/** The settings of a feed that decide how its frames are read and answered. */
export interface IntakeFeed extends FrameFeed, AnswerFeed {}
