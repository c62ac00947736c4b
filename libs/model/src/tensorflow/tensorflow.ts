import './config';

import * as tf from '@tensorflow/tfjs-node';

export { tf };
