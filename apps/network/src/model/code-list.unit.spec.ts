import { journalOf } from '@waystation/model';
import { hour } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { causes } from '../../testing/publications.ts';
import { CodeList } from './code-list.ts';

describe('A code list', () => {
  it('is published with its names, in rising versions only', () => {
    const list = CodeList.open(ids.form, 'cause', hour(0));
    list.publishVersion(1, causes, hour(1));
    expect(journalOf(list).published[0]).toMatchObject({
      name: 'CodeListState',
      payload: { kind: 'cause', version: 1, entries: causes, at: hour(1) },
    });
    expect(() => list.publishVersion(1, causes, hour(2))).toThrow('VERSION_NOT_NEWER');
  });

  it('refuses to remove a code and allows to withdraw it, so that older records keep its name', () => {
    const list = CodeList.open(ids.form, 'cause', hour(0));
    list.publishVersion(1, causes, hour(1));
    const [worn, leaking] = causes;
    expect(() => list.publishVersion(2, [worn!], hour(2))).toThrow('entries: CODE_REMOVED');
    list.publishVersion(2, [worn!, { ...leaking!, withdrawn: true }], hour(2));
    expect(list).toMatchObject({ latestVersion: 2, entries: [{ withdrawn: false }, { withdrawn: true }] });
  });

  it('refuses a duplicate code', () => {
    const list = CodeList.open(ids.form, 'cause', hour(0));
    expect(() => list.publishVersion(1, [...causes, causes[0]!], hour(1))).toThrow(
      'entries[2].code: CODE_LISTED_TWICE',
    );
  });
});
