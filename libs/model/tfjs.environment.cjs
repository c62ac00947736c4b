const { TestEnvironment } = require('jest-environment-node');

// libtensorflow reads the real environment; a spec would only set a copy.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';

/**
 * Jest runs each spec in its own realm. The native addon creates typed arrays in the outer realm, so `instanceof` checks of
 * tfjs would fail. Therefore specs get the constructors of the outer realm.
 */
module.exports = class TfjsEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { ArrayBuffer, Float32Array, Int32Array, Uint8Array });
  }
};
