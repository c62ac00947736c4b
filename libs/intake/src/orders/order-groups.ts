import { type Hl7Message, type Hl7Segment } from '@renwatch/hl7';

/** One order of a message: ORC and OBR, their OBX, and the specimens that were measured. */
export interface OrderGroup {
  orc: Hl7Segment | undefined;
  obr: Hl7Segment | undefined;
  specimens: Hl7Segment[];
  observations: Hl7Segment[];
}

/**
 * Groups a message's segments by order. An ORC begins an order, and so does an OBR unless the ORC before it did. An SPM
 * follows the OBX of its order (ORU); if one comes before the first OBR, it precedes all orders made on it (OUL), together
 * with an SPM next to it.
 */
export function orderGroups(message: Hl7Message): OrderGroup[] {
  const names = message.segments.map((segment) => segment.name);
  // Without any SPM this is not used.
  const specimenLeads = names.indexOf('SPM') < names.indexOf('OBR');
  let leading: Hl7Segment[] = [];
  const groups: OrderGroup[] = [];
  const begin = (): OrderGroup => {
    const group = { orc: undefined, obr: undefined, specimens: [...leading], observations: [] };
    groups.push(group);
    return group;
  };
  let group = begin();
  for (const [index, segment] of message.segments.entries()) {
    switch (segment.name) {
      case 'ORC':
        group = begin();
        group.orc = segment;
        break;
      case 'OBR':
        if (!group.orc || group.obr) group = begin();
        group.obr = segment;
        break;
      case 'SPM':
        if (specimenLeads) leading = names[index - 1] === 'SPM' ? [...leading, segment] : [segment];
        else group.specimens.push(segment);
        break;
      case 'OBX':
        group.observations.push(segment);
        break;
    }
  }
  return groups;
}
