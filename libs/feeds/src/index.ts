/*
 * The options of a feed, read the same way from the feeds file (FEEDS_FILE) and from the short forms (MLLP_LISTEN,
 * MLLP_ADDRESS). The gateway, inference and `renwatch try` share it, so that they cannot read a feed differently.
 */
export {
  DEFAULT_ACKNOWLEDGEMENTS,
  DEFAULT_REJECT_WITH,
  type FeedEntry,
  feedName,
  feedProfile,
} from './feed-entry';
export { parseFeedsFile } from './file/parse-feeds-file';
export { type FeedsFileContent, readFeedsFile } from './file/read-feeds-file';
export { parseDialledFeeds, parseListenedFeeds } from './parse-short-form';
export { type FeedOptions, optionNames } from './options/feed-options';
