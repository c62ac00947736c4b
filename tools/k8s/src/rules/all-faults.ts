import { type KubeObject } from '../manifests/kube-object';
import { accessFaults } from './access-rules';
import { configurationFaults } from './configuration-rules';
import { networkFaults } from './network-rules';
import { outsideFaults } from './outside-rules';
import { podFaults } from './pod-rules';
import { scalingFaults } from './scaling-rules';
import { setFaults } from './set-rules';
import { switchFaults } from './switch-rules';

const OF_A_SET = [
  ...[setFaults, accessFaults, configurationFaults, networkFaults],
  ...[outsideFaults, scalingFaults, switchFaults],
];

/** Everything that is wrong with a rendered set, by the rules that hold for every one. */
export const allFaults = (objects: readonly KubeObject[]): string[] => [
  ...objects.flatMap(podFaults),
  ...OF_A_SET.flatMap((of) => of(objects)),
];
