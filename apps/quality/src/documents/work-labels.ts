import type { DocumentLanguage } from '@waystation/documents';
import type { DocumentFacts } from '../store/document-facts.ts';

type Labels = Readonly<Record<DocumentLanguage, Readonly<Record<string, string>>>>;

const workKinds: Labels = {
  en: {
    repair: 'Repair',
    diagnosis: 'Diagnosis',
    maintenance: 'Maintenance',
    recall: 'Recall',
    body: 'Body work',
    rework: 'Rework',
    mechanical: 'Mechanical work',
    electrical: 'Electrical work',
  },
  zh: {
    repair: '维修',
    diagnosis: '诊断',
    maintenance: '保养',
    recall: '召回',
    body: '钣喷',
    rework: '返工',
    mechanical: '机械维修',
    electrical: '电器维修',
  },
};

const guaranteeClasses: Labels = {
  en: { major: 'Major repair', second_level: 'Second-level maintenance', minor: 'Minor repair' },
  zh: { major: '整车修理或总成修理', second_level: '二级维护', minor: '一级维护、小修及专项修理' },
};

/** A kind of work in words; one that has none as it is written. */
export function workKindLabels(workKind: string, language: DocumentLanguage): string {
  return workKinds[language][workKind] ?? workKind;
}

/** A class of guarantee in words; one that has none as it is written. */
export function guaranteeClassLabels(guaranteeClass: string, language: DocumentLanguage): string {
  return guaranteeClasses[language][guaranteeClass] ?? guaranteeClass;
}

/** What both documents of an inspection are called by: short enough to be said on the telephone. */
export function numberOf({ visitId, round }: DocumentFacts): string {
  return `${visitId.slice(-8).toUpperCase()}/${round}`;
}
