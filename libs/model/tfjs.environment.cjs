const { TestEnvironment } = require('jest-environment-node');

// libtensorflow reads the real environment; what a spec sets is a copy.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';

/**
 * Jest gives each spec its own realm, and typed arrays made there fail tfjs's `instanceof` checks, as the native
 * addon makes its own in the outer one. So specs get the outer realm's.
 */
module.exports = class TfjsEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { ArrayBuffer, Float32Array, Int32Array, Uint8Array });
  }
};
