import { eventually } from '../eventually.ts';
import type { Booked } from './book-appointment.ts';
import { atStage } from './receive-vehicle.ts';
import { formOf, type Scene } from './scene.ts';

/** Timer of the follow-up. */
export interface FollowUpTimer {
  step: string;
  dueAt: string;
}

/** Makes the follow-up call, which closes the visit. @returns the timer of the follow-up */
export async function followUp(scene: Scene, booked: Booked): Promise<FollowUpTimer> {
  const { station, tell } = scene;
  const agent = await station.get({ role: 'FOLLOW_UP_AGENT' });
  const { followUps } = await eventually(
    station,
    'the follow-up is open',
    () =>
      agent.api.get<{ followUps: { followUpId: string }[] }>(`${station.path}/follow-ups?visit_id=${booked.visitId}`),
    (listed) => listed.followUps.length === 1,
  );
  const path = `${station.path}/follow-ups/${followUps[0]!.followUpId}`;
  const { timer } = await agent.api.get<{ timer: FollowUpTimer }>(path);
  await agent.api.post(`${path}:recordAttempt`, { channel: 'phone', outcome: 'reached' });
  const script = await formOf(agent.api, 'survey');
  await agent.api.post(`${path}:record`, {
    scriptFormId: script.formId,
    scriptVersion: script.version,
    answers: [
      { code: 'recommend', answer: '9' },
      { code: 'fixed', answer: 'yes' },
      { code: 'on_time', answer: 'yes' },
      { code: 'explained', answer: 'yes' },
      { code: 'remarks', answer: '修得好，讲得清楚；休息室的咖啡一般' },
    ],
    remarks: '修得好，讲得清楚；休息室的咖啡一般',
    outcome: 'satisfied',
    recommendationScore: 9,
    scores: ['appointment', 'reception', 'repair', 'inspection', 'delivery'].map((stage) => ({ stage, score: 5 })),
    criticism: true,
  });
  await atStage(scene, booked, 'closed');
  tell(`${agent.name} makes the follow-up call; the visit is closed`);
  return timer;
}
