import { type Layer, type Network } from './network';

/**
 * Joins networks into one whose logit is the mean of theirs: hidden layers side by side, last layers added. Each must have
 * at most one hidden layer, and all must have the same normalisation, which means the same training rows.
 */
export function averageNetworks(members: readonly Network[]): Network {
  const [first] = members;
  if (!first) throw new RangeError('there is no network to average');
  if (
    members.some(({ normalisation }) => JSON.stringify(normalisation) !== JSON.stringify(first.normalisation))
  ) {
    throw new RangeError('networks of different normalisations have no common input');
  }
  const parts = members.map(({ layers }) => asHiddenAndOut(layers));
  const inputs = first.normalisation.mean.length;
  const units = parts.reduce((sum, { hidden }) => sum + hidden.units, 0);
  const kernel = new Float32Array(inputs * units);
  const bias = new Float32Array(units);
  const out = new Float32Array(units);
  let outBias = 0;
  let from = 0;
  for (const part of parts) {
    for (let input = 0; input < inputs; input += 1) {
      const row = part.hidden.kernel.subarray(input * part.hidden.units, (input + 1) * part.hidden.units);
      kernel.set(row, input * units + from);
    }
    bias.set(part.hidden.bias, from);
    part.out.kernel.forEach((weight, unit) => (out[from + unit] = weight / members.length));
    outBias += (part.out.bias[0] as number) / members.length;
    from += part.hidden.units;
  }
  return {
    normalisation: first.normalisation,
    layers: [
      { inputs, units, activation: 'relu', kernel, bias },
      { inputs: units, units: 1, activation: 'linear', kernel: out, bias: Float32Array.of(outBias) },
    ],
    calibration: { slope: 1, intercept: 0 },
  };
}

function asHiddenAndOut(layers: readonly Layer[]): { hidden: Layer; out: Layer } {
  const [first, second] = layers;
  if (first && !second) return linearAsHidden(first);
  if (first?.activation === 'relu' && second && layers.length === 2) return { hidden: first, out: second };
  throw new RangeError(`a network of ${layers.length} layers cannot be averaged`);
}

/** z = relu(z) − relu(−z): a linear layer as two hidden units. */
function linearAsHidden({ inputs, kernel, bias }: Layer): { hidden: Layer; out: Layer } {
  const doubled = new Float32Array(inputs * 2);
  kernel.forEach((weight, input) => doubled.set([weight, -weight], input * 2));
  const offset = bias[0] as number;
  return {
    hidden: {
      inputs,
      units: 2,
      activation: 'relu',
      kernel: doubled,
      bias: Float32Array.of(offset, -offset),
    },
    out: {
      inputs: 2,
      units: 1,
      activation: 'linear',
      kernel: Float32Array.of(1, -1),
      bias: Float32Array.of(0),
    },
  };
}
