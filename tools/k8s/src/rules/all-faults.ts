import { type KubeObject } from '../manifests/kube-object';
import { accessFaults } from './access-rules';
import { configurationFaults } from './configuration-rules';
import { feedsFaults } from './feeds-rules';
import { networkFaults } from './network-rules';
import { outsideFaults } from './outside-rules';
import { podFaults } from './pod-rules';
import { scalingFaults } from './scaling-rules';
import { setFaults } from './set-rules';
import { switchFaults } from './switch-rules';

const SET_RULES = [
  ...[setFaults, accessFaults, configurationFaults, networkFaults],
  ...[feedsFaults, outsideFaults, scalingFaults, switchFaults],
];

/** Lists all faults of a rendered set by the rules that every set must obey. */
export const allFaults = (objects: readonly KubeObject[]): string[] => [
  ...objects.flatMap(podFaults),
  ...SET_RULES.flatMap((faultsOf) => faultsOf(objects)),
];
