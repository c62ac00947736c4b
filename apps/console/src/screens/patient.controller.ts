import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { id, type Patient, type PatientResult } from '@renwatch/contract';
import { patientPageRepository, type PatientResultRow } from '@renwatch/store';
import { Allow, personOf } from '../access/access.guard';
import { type ConsoleRequest } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { AuditedReader } from './audited.reader';
import { Mask, pageStateOf } from './mask';

const MAX_RESULTS = 2_000;
const MAX_ALERTS = 200;

/** Shows a patient: results, decisions and alerts. */
@Controller('api/v1/patients')
export class PatientController {
  constructor(@Inject(AuditedReader) private readonly reader: AuditedReader) {}

  @Get(':id')
  @Allow({ screen: 'patient' })
  show(@Req() request: ConsoleRequest, @Param('id') given: string): Promise<Patient> {
    const person = personOf(request);
    const mask = new Mask(person.role);
    return this.reader.read(person, 'patient', async (tx) => {
      const found = id.safeParse(given).success ? await patientPageRepository.find(tx, given) : undefined;
      if (!found)
        throw new RefusalError(
          'not-found',
          'There is no such patient: the address is incomplete, or the patient was erased. Go back to the worklist.',
        );
      const results = await patientPageRepository.results(tx, found.id, { limit: MAX_RESULTS + 1 });
      const alerts = await patientPageRepository.alerts(tx, found.id, { limit: MAX_ALERTS });
      const atMs = Date.now();
      const answer: Patient = {
        isMasked: mask.isMasked,
        patient: mask.name(found, atMs),
        mergedNumbers: found.mergedNumbers,
        results: results.slice(0, MAX_RESULTS).map((row) => resultOf(row, mask)),
        hasOlder: results.length > MAX_RESULTS,
        alerts: alerts.map(({ id: alertId, decisionId, level, source, raisedAtMs, stands, ...row }) => ({
          ...{ id: alertId, decisionId, level, source: source ?? 'rule', raisedAtMs, stands },
          page: pageStateOf(row),
        })),
        atMs,
      };
      return { answer, patientIds: [found.id] };
    });
  }
}

function resultOf(row: PatientResultRow, mask: Mask): PatientResult {
  const { id: resultId, observedAtMs, observedLocal, umolPerL, comparator, status, revision } = row;
  const { decisionId, stage, level, alerted, baselineUmolPerL } = row;
  return {
    ...{ id: resultId, observedAtMs, observedLocal, status, revision },
    umolPerL: mask.value(umolPerL),
    comparator: mask.isMasked ? '' : comparator,
    isWithdrawn: umolPerL === null,
    decision:
      decisionId === null
        ? null
        : {
            ...{ id: decisionId, stage: stage ?? 0, level: level ?? 0, alerted: alerted ?? false },
            baselineUmolPerL: mask.value(baselineUmolPerL),
          },
  };
}
