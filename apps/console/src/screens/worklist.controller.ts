import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { type OpenAlert, type Worklist } from '@renwatch/contract';
import { openAlertsRepository, type OpenAlertRow } from '@renwatch/store';
import { Allow, personOf } from '../access/access.guard';
import { type ConsoleRequest } from '../http/console-request';
import { AuditedReader } from './audited.reader';
import { Mask, pageStateOf } from './mask';
import { worklistCursor } from './worklist.cursor';

const DAYS = 7;
const PART = 50;

/** Lists patients whose newest alert stands. */
@Controller('api/v1/worklist')
export class WorklistController {
  constructor(@Inject(AuditedReader) private readonly reader: AuditedReader) {}

  @Get()
  @Allow({ screen: 'worklist' })
  list(@Req() request: ConsoleRequest, @Query('after') given?: string): Promise<Worklist> {
    const person = personOf(request);
    const after = worklistCursor.read(given);
    const mask = new Mask(person.role);
    return this.reader.read(person, 'worklist', async (tx) => {
      // One more than is shown tells whether there are others.
      const rows = await openAlertsRepository.list(tx, { days: DAYS, after, limit: PART + 1 });
      const part = rows.slice(0, PART);
      const last = rows.length > PART ? part.at(-1) : undefined;
      const atMs = Date.now();
      const answer = {
        isMasked: mask.isMasked,
        alerts: part.map((row) => openAlertOf(row, mask, atMs)),
        next: last ? worklistCursor.write(last) : null,
        days: DAYS,
        atMs,
      };
      return { answer, patientIds: part.map(({ patientId }) => patientId) };
    });
  }
}

function openAlertOf(row: OpenAlertRow, mask: Mask, nowMs: number): OpenAlert {
  const { alertId, decisionId, level, source, raisedAtMs, baselineUmolPerL, week } = row;
  return {
    ...{ alertId, decisionId, level, source: source ?? 'rule', raisedAtMs },
    patient: mask.name({ ...row, id: row.patientId }, nowMs),
    newest: mask.value(week.at(-1) ?? null),
    baselineUmolPerL: mask.value(baselineUmolPerL),
    week: mask.isMasked ? [] : [...week],
    page: pageStateOf(row),
  };
}
