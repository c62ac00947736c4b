import { createRequire } from 'node:module';
import { type AkiModel } from '@renwatch/aki';
import { type loadModel } from '@renwatch/model';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';

const requireLate = createRequire(__filename);

/**
 * A model, the shipped one without a path. TensorFlow is loaded with it: the commands that need none start without.
 * @throws CommandError where the file is no model
 */
export async function loadModelLate(path: string | undefined): Promise<AkiModel> {
  const model = requireLate('@renwatch/model') as { loadModel: typeof loadModel };
  try {
    return await model.loadModel(path);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ModelFileError') throw error;
    throw new CommandError(`${error.message}; give another --model`, EXIT.usage, { cause: error });
  }
}
