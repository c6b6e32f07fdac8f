import { stageTable } from './visit-stages.ts';
import { stepTo, visitSteps } from './visit-steps.ts';
import { visitTransitions } from './visit-transitions.ts';

const transitions = visitTransitions();

describe('the transitions of a visit', () => {
  it('reach every stage', () => {
    const reached = new Set(transitions.map(({ to }) => to));
    expect(reached).toEqual(new Set(stageTable.map(({ stage }) => stage)));
  });

  it('leave every stage but the last', () => {
    const left = new Set<string>(transitions.map(({ from }) => from));
    const stages = new Set(stageTable.map(({ stage }) => stage));
    expect([...stages].filter((stage) => !left.has(stage))).toEqual(['closed']);
  });

  it('are all allowed by the step table', () => {
    for (const { from, to } of transitions) expect(visitSteps[stepTo[to]].from).toContain(from);
  });

  it('go back only when the work is reopened', () => {
    const course = stageTable.map(({ stage }) => stage).reverse();
    const back = transitions.filter(
      ({ from, to }) => from !== 'expected' && course.lastIndexOf(to) < course.indexOf(from),
    );
    expect(new Set(back.flatMap(({ by }) => by))).toEqual(new Set(['work_reopened']));
  });
});
