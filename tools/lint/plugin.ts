// Rules of this project that no existing package provides. eslint.config.js defines where each applies; each has fixtures that
// fail and pass.
import catchRethrows from './rules/catch-rethrows.ts';
import fileName from './rules/file-name.ts';
import kafkaInEvents from './rules/kafka-in-events.ts';
import modelImports from './rules/model-imports.ts';
import modelIsSync from './rules/model-is-sync.ts';
import modelShape from './rules/model-shape.ts';
import noBarrels from './rules/no-barrels.ts';
import noEmptyCatch from './rules/no-empty-catch.ts';
import ormInStore from './rules/orm-in-store.ts';
import pgInLibs from './rules/pg-in-libs.ts';
import plainWords from './rules/plain-words.ts';
import sqlInStore from './rules/sql-in-store.ts';
import stepCallsNoStep from './rules/step-calls-no-step.ts';
import stepImports from './rules/step-imports.ts';
import stepName from './rules/step-name.ts';
import stepWithoutTry from './rules/step-without-try.ts';
import testsStayOut from './rules/tests-stay-out.ts';
import valuesComeIn from './rules/values-come-in.ts';

export default {
  meta: { name: 'waystation' },
  rules: {
    'catch-rethrows': catchRethrows,
    'file-name': fileName,
    'kafka-in-events': kafkaInEvents,
    'model-imports': modelImports,
    'model-is-sync': modelIsSync,
    'model-shape': modelShape,
    'no-barrels': noBarrels,
    'no-empty-catch': noEmptyCatch,
    'orm-in-store': ormInStore,
    'pg-in-libs': pgInLibs,
    'plain-words': plainWords,
    'sql-in-store': sqlInStore,
    'step-calls-no-step': stepCallsNoStep,
    'step-imports': stepImports,
    'step-name': stepName,
    'step-without-try': stepWithoutTry,
    'tests-stay-out': testsStayOut,
    'values-come-in': valuesComeIn,
  },
};
