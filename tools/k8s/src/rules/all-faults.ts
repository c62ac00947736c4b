import { type KubeObject } from '../manifests/kube-object';
import { accessFaults } from './access-rules';
import { configurationFaults } from './configuration-rules';
import { networkFaults } from './network-rules';
import { outsideFaults } from './outside-rules';
import { podFaults } from './pod-rules';
import { scalingFaults } from './scaling-rules';
import { setFaults } from './set-rules';

/** Everything that is wrong with a rendered set, by the rules that hold for every one. */
export const allFaults = (objects: readonly KubeObject[]): string[] => [
  ...objects.flatMap(podFaults),
  ...[setFaults, accessFaults, configurationFaults, networkFaults, outsideFaults, scalingFaults].flatMap(
    (of) => of(objects),
  ),
];
