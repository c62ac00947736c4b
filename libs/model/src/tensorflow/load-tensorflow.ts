import type * as Native from '@tensorflow/tfjs-node';

/** The engine of tfjs: libtensorflow, or its own JavaScript, which is slower. */
export type Backend = 'native' | 'javascript';

export interface Tensorflow {
  tf: typeof Native;
  backend: Backend;
  /** Why it is not the native one; empty if it is. */
  reason: string;
}

export interface Loaders {
  native: () => typeof Native;
  javascript: () => typeof Native;
  /** Why loading the native one would end the process; empty if it would not. */
  obstacle: () => string;
}

/**
 * Loads tfjs-node, or tfjs alone where its native part cannot be loaded, such as on a CPU without AVX. The model's
 * probabilities are equal to six decimals.
 */
export function loadTensorflow({ native, javascript, obstacle }: Loaders): Tensorflow {
  let reason = obstacle();
  if (reason === '') {
    try {
      return { tf: native(), backend: 'native', reason };
    } catch (error) {
      reason = firstLine(error);
    }
  }
  return { tf: javascript(), backend: 'javascript', reason };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n', 1)[0] ?? '';
}

/** Returns why an x86 CPU would end the process with an illegal instruction; libtensorflow is compiled for AVX. */
export function missingInstructions(cpuInfo: string): string {
  const flags = /^flags\b.*$/m.exec(cpuInfo)?.[0];
  return flags === undefined || /\bavx\b/.test(flags) ? '' : 'this CPU has no AVX';
}
