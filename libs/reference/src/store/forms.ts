import { FormState } from '@waystation/contracts/network/v1/state';
import { Reference } from './reference.ts';

/** Published forms, version by version. */
export class Forms extends Reference.of(FormState, 'waystation.network.v1.FormState') {
  /**
   * A version of a form.
   *
   * @param formId empty: no form
   * @returns undefined for a version that has not arrived or does not exist
   */
  async version(formId: string, formVersion: number): Promise<FormState | undefined> {
    return formId === '' ? undefined : this.find(`${formId}:${formVersion}`);
  }

  /** A version of a form and the next one; undefined for a version that has not arrived or does not exist. */
  async versionAndNext(
    formId: string,
    formVersion: number,
  ): Promise<{ form: FormState | undefined; next: FormState | undefined }> {
    const found = await this.list([`${formId}:${formVersion}`, `${formId}:${formVersion + 1}`]);
    const numbered = (version: number) => found.find((form) => form.version === version);
    return { form: numbered(formVersion), next: numbered(formVersion + 1) };
  }
}
