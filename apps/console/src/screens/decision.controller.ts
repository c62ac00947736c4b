import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { id, type Decision } from '@renwatch/contract';
import {
  msOf,
  patientPageRepository,
  recordedDecisionsRepository,
  type RecordedDecision,
} from '@renwatch/store';
import { Allow, personOf } from '../access/access.guard';
import { type ConsoleRequest } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { AuditedReader } from './audited.reader';
import { Mask } from './mask';

/** Explains one decision as it was made, about the patient that survived all merges. */
@Controller('api/v1/decisions')
export class DecisionController {
  constructor(@Inject(AuditedReader) private readonly reader: AuditedReader) {}

  @Get(':id')
  @Allow({ screen: 'patient' })
  explain(
    @Req() request: ConsoleRequest,
    @Param('id') given: string,
    @Query('patient') patient?: unknown,
  ): Promise<Decision> {
    const person = personOf(request);
    return this.reader.read(person, 'decision', async (tx) => {
      const [row] = isId(given) ? await recordedDecisionsRepository.withIds(tx, [given]) : [];
      const survivor = row && (await patientPageRepository.find(tx, row.patientId));
      // The page of one patient must not explain a decision about another.
      const isOfPatient =
        patient === undefined ||
        (isId(patient) && (await patientPageRepository.find(tx, patient))?.id === survivor?.id);
      if (!survivor || !isOfPatient)
        throw new RefusalError(
          'not-found',
          'There is no such decision about this patient: the address is incomplete, or the patient was erased. Go back to the patient.',
        );
      const answer = { ...decisionOf(row, new Mask(person.role)), patientId: survivor.id };
      return { answer, patientIds: [survivor.id] };
    });
  }
}

const isId = (given: unknown): given is string => id.safeParse(given).success;

function decisionOf(row: RecordedDecision, mask: Mask): Decision {
  const { criterion, reference, assumptions, alerted, withheld, level, stage, source, because } = row;
  return {
    ...{ id: row.id, patientId: row.patientId, resultId: row.resultId, revision: row.revision },
    ...{ because, stage, criterion, level, alerted, withheld, reference, source },
    isMasked: mask.isMasked,
    reason: mask.value(row.reason),
    umolPerL: mask.value(row.umolPerL === null ? null : Number(row.umolPerL)),
    baselineUmolPerL: mask.value(row.baselineUmolPerL),
    ratio: mask.value(row.ratio),
    assumptions: [...assumptions],
    groundCount: row.groundCount,
    rule: { name: row.rule, version: row.ruleVersion },
    model: {
      version: row.modelVersion,
      probability: mask.value(row.probability),
      holdBackThreshold: row.holdBackThreshold,
      inDomain: row.inDomain,
      silence: row.modelSilence,
    },
    messageId: row.messageId,
    feed: row.feed,
    observedAtMs: msOf(row.observedAt),
    receivedAtMs: msOf(row.receivedAt),
    decidedAtMs: msOf(row.decidedAt),
  };
}
