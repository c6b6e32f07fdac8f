import type { DueTimer } from '@waystation/events';
import type { TimerChange } from '@waystation/model';
import type { Statement } from '@waystation/store';

/** Sets or moves a timer, or cancels it if the change has no time. @param id new id of the timer */
export function changeTimer({ step, subjectId, stationId, at }: TimerChange, id: string): Statement {
  if (!at) {
    return {
      text: 'delete from timer where station_id = $1 and step = $2 and subject_id = $3',
      values: [stationId, step, subjectId],
    };
  }
  return {
    text:
      'insert into timer (station_id, step, subject_id, id, due_at) values ($1, $2, $3, $4, $5) ' +
      'on conflict (station_id, step, subject_id) do update set id = excluded.id, due_at = excluded.due_at, attempts = 0, last_error = null',
    values: [stationId, step, subjectId, id, at],
  };
}

/** Removes the fired timer; raises a conflict if it was moved, cancelled or fired elsewhere. */
export function removeTimer({ stationId, step, subjectId, id }: DueTimer): Statement {
  return {
    text:
      'with hit as (delete from timer where station_id = $1 and step = $2 and subject_id = $3 and id = $4 returning 1) ' +
      "select must_change((select count(*) from hit), 1, 'timer')",
    values: [stationId, step, subjectId, id],
  };
}
