import { existsSync, readFileSync } from 'node:fs';
import type * as Native from '@tensorflow/tfjs-node';
import { configureTensorflow } from './config';
import { loadTensorflow, missingInstructions } from './load-tensorflow';

const CPU_INFO = '/proc/cpuinfo';

configureTensorflow();

/* eslint-disable @typescript-eslint/no-require-imports -- which of both is loaded is known only at run time */
export const { tf, ...tensorflow } = loadTensorflow({
  native: () => require('@tensorflow/tfjs-node') as typeof Native,
  javascript: () => {
    const javascript = require('@tensorflow/tfjs') as typeof Native;
    // Otherwise it prints advice to install tfjs-node.
    javascript.enableProdMode();
    return javascript;
  },
  obstacle: () => (existsSync(CPU_INFO) ? missingInstructions(readFileSync(CPU_INFO, 'utf8')) : ''),
});
